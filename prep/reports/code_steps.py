"""What to do next about a submission: its cause before its symptoms, an error before anything else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from prep.catalog.related import question_about
from prep.diagnosis.causes import Certainty
from prep.diagnosis.diagnose import Diagnosis, diagnose
from prep.diagnosis.words import cause_words
from prep.model.challenge import Check, Visibility
from prep.model.result import CheckResult
from prep.model.sitting import CodeItem
from prep.model.verdict import Verdict
from prep.reports.checks import entry_id
from prep.reports.figures import agreeing, with_short_figures
from prep.reports.foreign import shown_line
from prep.reports.inline import inline, plain
from prep.reports.view import Inline, Span, Step
from prep.reports.wording import count_words, question_title

_MOST_SAID: Final = 220
_UNWRITTEN: Final = "NotImplementedError"

_BY_VERDICT: Final = {
    Verdict.TIME_LIMIT: "Find out what takes the time: try it on a tenth of the data, then on twice as much.",
    Verdict.MEMORY_LIMIT: "Look for copies of the data: what is kept although it is no longer needed?",
    Verdict.OVER_BUDGET: "Find the loop that can be one operation on an array, and what is computed more than once.",
    Verdict.RUNTIME_ERROR: "Run the public tests and read the last line of the error: it says what is wrong.",
    Verdict.PROTOCOL_VIOLATION: "Return what the prompt asks for as plain numbers, lists, dicts, arrays or frames.",
    Verdict.WRONG_ANSWER: "Run the public tests, and compare what was expected with what came, value by value.",
}


@dataclass(frozen=True, kw_only=True)
class CodeStep:
    """A step, and what share of the points is lost for want of it."""

    share: float
    step: Step


@dataclass(frozen=True)
class _Work:
    """One submission with what is known about it."""

    item: CodeItem
    prefix: str
    """Of the ids of its checks' entries in the report."""

    @cached_property
    def declared(self) -> Mapping[str, Check]:
        return {check.id: check for check in self.item.challenge.spec.checks}

    @cached_property
    def failed(self) -> list[CheckResult]:
        return [c for c in self.item.result.checks if c.verdict.is_failure and c.id in self.declared]

    @cached_property
    def diagnosis(self) -> Diagnosis:
        return diagnose(self.item.challenge, self.item.result)

    @property
    def check_command(self) -> str:
        return self.item.check_command or f"prep check {self.item.challenge.id} solution.py"

    def command(self, check: CheckResult) -> str:
        """What to type about a hidden check, which cannot be run: it is to be understood."""
        topic = self.declared[check.id].topic
        return f"prep drill --topic {topic}" if topic else self.check_command

    def share(self, *checks: CheckResult) -> float:
        return sum(check.max_points - check.points for check in checks) / (self.item.result.max_points or 1.0)

    def step(self, text: Inline, check: CheckResult, command: str) -> Step:
        title = self.declared[check.id].title.replace("`", "")
        where = entry_id(self.prefix, check.id)
        return Step(text=text, where=where, where_title=title, command=command, reading=self._reading(check))

    def _reading(self, check: CheckResult) -> Inline:
        """A question with its model answer; where none is about this, the prompt, which says what is asked for."""
        declared = self.declared[check.id]
        question = question_about(self.item.challenge, declared)
        if question is not None:
            command = Span(f"prep question show {question.id} --answers", code=True)
            return (*plain(f"“{question_title(question)}” ("), command, *plain(")"))
        command = Span(f"prep show {self.item.challenge.id}", code=True)
        return (*plain("the prompt ("), command, *plain(")"))


def code_steps(item: CodeItem, prefix: str = "") -> Iterator[CodeStep]:
    """What to do about what failed, the first thing first; nothing where nothing failed."""
    work = _Work(item, prefix)
    if not work.failed:
        return
    if item.result.verdict is Verdict.IMPORT_ERROR:
        yield _make_it_load(work)
        return
    told: set[str] = set()
    for step, checks in _leading(work):
        told |= checks
        yield step
    if _is_unwritten(work, _error(work)):
        return
    for check in work.failed:
        if check.id in work.diagnosis.own and check.id not in told:
            yield _own(work, check)


def _make_it_load(work: _Work) -> CodeStep:
    check = next(check for check in work.failed if check.verdict is Verdict.IMPORT_ERROR)
    text = (*plain("Make it load first: ", strong=True), *plain(f"{_said(check)}."))
    return CodeStep(share=1.0, step=work.step(text, check, work.check_command))


def _leading(work: _Work) -> Iterator[tuple[CodeStep, set[str]]]:
    """The first step, and the second where an error hides a cause that does not explain it; with what they speak of."""
    everything = work.share(*work.failed)
    causes = work.diagnosis.causes
    explained = {check for cause in causes for check in cause.explains}
    error = _error(work)
    if error is not None and error.id not in explained:
        yield CodeStep(share=everything, step=_of_error(work, error, cause=())), {error.id}
        if not causes and (error.visibility is Visibility.PUBLIC or _is_unwritten(work, error)):
            return
        error = None
    if causes:
        # A question leaves the advice of its checks standing; what is certain says it all.
        settled = explained if causes[0].certainty is Certainty.CERTAIN else set()
        shown = error or _shown(work, explained)
        yield CodeStep(share=everything, step=_of_cause(work, shown, is_error=error is not None)), settled | {shown.id}
    elif error is None and (public := _public(work)) is not None:
        yield CodeStep(share=everything, step=_of_public(work, public)), {public.id}


def _error(work: _Work) -> CheckResult | None:
    """The check whose error to begin with: a public one, which shows all of it, before the others."""
    errors = [c for c in work.failed if c.verdict not in (Verdict.WRONG_ANSWER, Verdict.OVER_BUDGET)]
    return next((c for c in errors if c.visibility is Visibility.PUBLIC), errors[0] if errors else None)


def _public(work: _Work) -> CheckResult | None:
    return next((check for check in work.failed if check.visibility is Visibility.PUBLIC), None)


def _shown(work: _Work, explained: set[str]) -> CheckResult:
    """The check that shows a cause best: a public one, then one that is about just that."""
    ordered = [check for check in work.failed if check.id in explained] or work.failed
    public = next((check for check in ordered if check.visibility is Visibility.PUBLIC), None)
    own = next((check for check in ordered if check.id in work.diagnosis.own), None)
    return public or own or ordered[0]


def _of_error(work: _Work, check: CheckResult, cause: Inline) -> Step:
    if _is_unwritten(work, check):
        text = plain(f"{_said(check)}, as the starter does: write what belongs there.")
        return work.step((*plain("Finish it: ", strong=True), *text), check, work.check_command)
    alike = sum(other.message.split("\n")[0] == check.message.split("\n")[0] for other in work.failed)
    often = f", in {count_words(alike, 'check')}" if alike > 1 else ""
    text = (*plain("The error first: ", strong=True), *plain(f"{_said(check)}{often}. "), *cause)
    return work.step(text, check, work.check_command)


def _is_unwritten(work: _Work, error: CheckResult | None) -> bool:
    """Whether it raises what the starter raises where nothing has been written yet."""
    return error is not None and _UNWRITTEN in error.message and _UNWRITTEN in work.item.challenge.starter


def _of_cause(work: _Work, check: CheckResult, *, is_error: bool) -> Step:
    cause = inline(cause_words(work.diagnosis.causes))
    if is_error:
        return _of_error(work, check, cause)
    if check.visibility is Visibility.PUBLIC and check.message:
        shows = plain(f" It shows in a public check: {_said(check)}.")
        return work.step((*cause, *shows), check, work.check_command)
    is_sure = work.diagnosis.causes[0].certainty is Certainty.CERTAIN
    advice = "" if is_sure or check.id not in work.diagnosis.own else work.declared[check.id].advice
    text = (*cause, *plain(" "), *inline(advice)) if advice else cause
    return work.step(text, check, work.command(check))


def _of_public(work: _Work, check: CheckResult) -> Step:
    title = work.declared[check.id].title
    text = (*inline(f"**{title}**"), *plain(f": {_said(check)}. Its test is public: work it through by hand."))
    return work.step(text, check, work.check_command)


def _own(work: _Work, check: CheckResult) -> CodeStep:
    declared = work.declared[check.id]
    is_error = check.verdict not in (Verdict.WRONG_ANSWER, Verdict.OVER_BUDGET)
    advice = f"{_said(check)}." if is_error and check.message else declared.advice or _BY_VERDICT.get(check.verdict, "")
    text = (*inline(f"**{declared.title}**"), *plain(": "), *(plain(advice) if is_error else inline(advice)))
    return CodeStep(share=work.share(check), step=work.step(text, check, work.command(check)))


def _said(check: CheckResult) -> str:
    """The first line of what the check says, with what came, in a sentence that goes on."""
    lines = check.message.strip().split("\n")
    came = [line.strip() for line in lines[1:2] if line.strip().startswith("got ")]
    told = agreeing(with_short_figures(", ".join([lines[0].strip(), *came]))).replace("`", "")
    first = shown_line(told, _MOST_SAID).rstrip(".")
    return f"it {first}" if first.startswith("raised ") else first or str(check.verdict)
