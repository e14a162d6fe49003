"""The help that the workspace has: hints, the solution, and attempts beside each other."""

from collections.abc import Callable, Iterator
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from prep.model.errors import PrepError, StorageError
from prep.practice.shown.differences import differences
from prep.practice.work.session import Session
from prep.tui.screens.attempts import AttemptsScreen
from prep.tui.screens.confirm import ConfirmScreen
from prep.tui.screens.reader import ReaderScreen
from prep.tui.widgets.code_editor import CodeEditor


class HelpDesk:
    """What costs something says so before."""

    def __init__(self, screen: Screen[Any], session: Session, on_more: Callable[[], None]) -> None:
        """Help for a session; `on_more` is called once more may be said of what was graded."""
        self._screen = screen
        self._session = session
        self._on_more = on_more

    def commands(self) -> Iterator[SystemCommand]:
        yield SystemCommand("Compare attempts", "What changed from one attempt to the next", self.compare)
        if self._session.may_see_solution:
            yield SystemCommand("Solution", "The reference solution and its explanation", self.show_solution)
            yield SystemCommand("Reference and yours", "How the reference differs from your text", self.show_difference)
        else:
            yield SystemCommand("Give up", "Read the solution; later attempts do not count", self.give_up)

    def hint(self) -> None:
        """Hints while the challenge is worked on, the solution once that is over."""
        session = self._session
        if session.may_see_solution:
            self.show_solution()
        elif not session.challenge.hints:
            self._screen.notify("This challenge has no hints. Ctrl+P offers to give up.", title="No hints")
        elif session.hints_left:
            number, price = len(session.hints) + 1, session.hint_price
            question = f"Hint {number} of {len(session.challenge.hints)} costs {price:g} points. Take it?"
            self._screen.app.push_screen(ConfirmScreen(question), self._take_hint)
        else:
            self._show_hints()

    def give_up(self) -> None:
        """After asking once more."""
        question = "Give up and read the solution? Attempts after that are kept, but do not count."
        self._screen.app.push_screen(ConfirmScreen(question, yes="Give up"), self._give_up)

    def show_solution(self) -> None:
        """What explains it first, then the code, then how it differs from the person's own."""
        try:
            solution = self._session.solution()
        except PrepError as error:
            self._fail("No solution", error)
        else:
            changes = differences(self._screen.query_one(CodeEditor).text, solution.source)
            reader = ReaderScreen("Solution", markdown=solution.markdown, code=solution.source, changes=changes)
            self._screen.app.push_screen(reader)

    def show_difference(self) -> None:
        """From the text as it is to the reference."""
        try:
            source = self._session.solution().source
        except PrepError as error:
            self._fail("No solution", error)
            return
        changes = differences(self._screen.query_one(CodeEditor).text, source)
        title = "From your text (-) to the reference (+)"
        reader = ReaderScreen(title, changes=changes) if changes else ReaderScreen(title, plain="They are the same.")
        self._screen.app.push_screen(reader)

    def compare(self) -> None:
        """The attempts so far, each with what it changed."""
        self._screen.app.push_screen(AttemptsScreen(self._session, self._screen.query_one(CodeEditor).text))

    def _take_hint(self, agreed: bool | None) -> None:
        if agreed:
            try:
                self._session.take_hint()
            except StorageError as error:
                self._fail("No hint: that it was taken cannot be noted", error)
                return
            self._on_more()
        if self._session.hints:
            self._show_hints()

    def _show_hints(self) -> None:
        parts = [f"## Hint {number}\n\n{text.strip()}" for number, text in enumerate(self._session.hints, 1)]
        cost = self._session.help.cost(self._session.challenge)
        self._screen.app.push_screen(ReaderScreen(f"Hints taken, for {cost:g} points", markdown="\n\n".join(parts)))

    def _give_up(self, agreed: bool | None) -> None:
        if not agreed:
            return
        try:
            self._session.give_up()
        except StorageError as error:
            self._fail("Not given up: that cannot be noted", error)
        else:
            self._on_more()
            self.show_solution()

    def _fail(self, title: str, error: PrepError) -> None:
        self._screen.notify(str(error), title=title, severity="error", markup=False)
