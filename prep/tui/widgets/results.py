"""Shows how the checks of a submission come out, one by one, and what they add up to."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from prep.model.challenge import Check
from prep.model.result import CheckResult, GradeResult
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict

_PENDING = "·"
_MAX_OUTPUT = 2000


class CheckRow(Vertical):
    """One check: its mark, its title, its points, and what there is to say."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check

    def compose(self) -> ComposeResult:
        with Horizontal(classes="head"):
            yield Static(_PENDING, classes="mark")
            yield Static(self._check.title, classes="title", markup=False)
            yield Static(f"of {self._check.points:g}", classes="points")
        yield Static("", classes="message", markup=False)

    def clear(self) -> None:
        """As before any run."""
        self.query_one(".mark", Static).update(_PENDING)
        self.query_one(".points", Static).update(f"of {self._check.points:g}")
        message = self.query_one(".message", Static)
        message.update("")
        message.display = True
        self.remove_class("-passed", "-failed")

    def show(self, result: CheckResult) -> None:
        """Fill in how it came out."""
        self.query_one(".mark", Static).update(result.verdict.mark)
        self.query_one(".points", Static).update(f"{result.points:g}/{result.max_points:g}")
        message = self.query_one(".message", Static)
        message.update(_remark(result))
        message.display = bool(_remark(result))
        self.set_class(result.verdict is Verdict.ACCEPTED, "-passed")
        self.set_class(result.verdict is not Verdict.ACCEPTED, "-failed")


class Results(VerticalScroll):
    """The checks of the run that was started last."""

    def __init__(self) -> None:
        super().__init__()
        self._check_rows: dict[str, CheckRow] = {}

    def compose(self) -> ComposeResult:
        yield Static("F5 runs the public tests, F9 submits to all of them.", id="summary", markup=False)
        yield Vertical(id="rows")
        yield Static(id="notes", markup=False)

    async def expect(self, checks: Iterable[Check], headline: str) -> None:
        """Begin a run: every check is listed, none has come in."""
        self._summarize(headline)
        self._note("")
        await self._list({check.id: check for check in checks})
        self.scroll_home(animate=False)

    async def _list(self, checks: dict[str, Check]) -> None:
        if list(checks) == list(self._check_rows):  # again, which most runs are
            for row in self._check_rows.values():
                row.clear()
            return
        rows = self.query_one("#rows")
        await rows.remove_children()
        self._check_rows = {check_id: CheckRow(check) for check_id, check in checks.items()}
        for row in self._check_rows.values():
            await rows.mount(row)  # one by one, so that keys come in between

    def show_check(self, result: CheckResult) -> None:
        """Fill in one check."""
        self._check_rows[result.id].show(result)

    def show_result(self, result: GradeResult, notes: Iterable[str], hint_cost: float = 0.0) -> None:
        """Fill in what was still missing, and tell the sum, hints paid for."""
        for check in result.checks:
            self.show_check(check)
        self._summarize(tell_result(result, hint_cost))
        self._note("\n".join(notes))
        self.scroll_home(animate=False)

    def show_failure(self, reason: str) -> None:
        """Tell in one line why there is no result."""
        self._summarize(one_line(reason))

    def _summarize(self, text: str) -> None:
        self.query_one("#summary", Static).update(text)

    def _note(self, text: str) -> None:
        self.query_one("#notes", Static).update(text)


def tell_result(result: GradeResult, hint_cost: float = 0.0) -> str:
    """A result in one line."""
    points = f"{result.points:g}"
    if hint_cost:
        points = f"{max(0.0, result.points - hint_cost):g} ({result.points:g} less {hint_cost:g} for hints)"
    passed = sum(check.verdict is Verdict.ACCEPTED for check in result.checks)
    return (
        f"{points} of {result.max_points:g} points, {passed} of {len(result.checks)} checks passed"
        f" ({result.time_s:.1f} s, {result.isolation} isolation)"
    )


def _remark(result: CheckResult) -> str:
    """The verdict in words unless it passed, what the grader says, and what was printed."""
    said = visible(result.message)
    if result.verdict is not Verdict.ACCEPTED:
        said = f"{result.verdict}: {said}" if said else result.verdict.value
    lines = [said] if said else []
    if result.output:
        lines += ["it printed:", *(f"  {line}" for line in visible(result.output, _MAX_OUTPUT).splitlines())]
    return "\n".join(lines)
