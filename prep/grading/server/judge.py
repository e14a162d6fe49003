"""Turns the way a test ended into a verdict and a message that helps without giving a hidden case away."""

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from prep.grading.server.candidate import RemoteSession
from prep.grading.server.explain import explanations
from prep.grading.server.outcomes import (
    CandidateRaised,
    CodePlace,
    JailGoneError,
    MemoryLimitError,
    OverBudget,
    TimeLimitError,
    TooNoisy,
    Violation,
    WorkerEndedError,
    WrongAnswer,
)
from prep.grading.server.sentences import written_out
from prep.model.challenge import WALL_FACTOR, Check, Visibility
from prep.model.submission import ENTRY_FILE
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict


@dataclass(frozen=True)
class Finding:
    """What one run of a test says about the submission."""

    verdict: Verdict
    message: str = ""
    line: int | None = None
    unexpected: bool = False
    """The test itself stumbled; whether over the submission's value or a fault of its own, is to be found out."""

    symptom: str = ""
    """How it failed, to be compared with how others did."""


_TOLD: Final = ("TypeError", "ValueError", "IndexError", "KeyError", "AttributeError", "ZeroDivisionError")
"""Types of exceptions that are named in hidden checks. A submission can raise whichever it likes for a hidden value, so
they are few.
"""


def judge(  # noqa: PLR0911 - one return a verdict
    error: BaseException | None, check: Check, session: RemoteSession, test_file: Path
) -> Finding:
    """The verdict that an exception out of a test stands for; no exception means accepted."""
    public = check.visibility is Visibility.PUBLIC
    match error:
        case None:
            return Finding(Verdict.ACCEPTED)
        case TimeLimitError():
            return Finding(Verdict.TIME_LIMIT, _time_limit(session, public=public))
        case MemoryLimitError():
            held = f"held {error.peak_mb} MB, more than its limit" if public else "held more memory than its limit"
            return Finding(Verdict.MEMORY_LIMIT, f"{held} of {session.limits.memory_mb} MB")
        case WorkerEndedError():
            return Finding(_import_or(session, Verdict.RUNTIME_ERROR), _ended(session, public=public))
        case Violation():
            return Finding(Verdict.PROTOCOL_VIOLATION, one_line(str(error)) if public else _VIOLATION)
        case OverBudget():
            return Finding(Verdict.OVER_BUDGET, str(error))
        case TooNoisy():
            return Finding(Verdict.TOO_NOISY, str(error))
        case JailGoneError():
            return Finding(Verdict.GRADER_ERROR, str(error))
        case CandidateRaised():
            return _raised(error, session, public=public)
        case AssertionError() | pytest.fail.Exception():
            return Finding(Verdict.WRONG_ANSWER, _told(error) if public else _taught(error, check, test_file))
    return Finding(Verdict.GRADER_ERROR, _where_it_stumbled(error), unexpected=True)


_VIOLATION: Final = "the submission sent something that is not an answer"


def _taught(error: BaseException, check: Check, test_file: Path) -> str:
    """What a person may know of a failure in a hidden check: an author's sentence or ours, else the check's advice."""
    if isinstance(error, WrongAnswer):
        form, because = error.form, error.because
    else:
        form, because = "", str(error).partition("\n")[0]
    if because and because not in written_out(test_file):
        because = ""
    if because:
        return f"{form}: {because}" if form else because
    return form if form.endswith(".") else check.advice


def _import_or(session: RemoteSession, verdict: Verdict) -> Verdict:
    return Verdict.IMPORT_ERROR if session.import_failed else verdict


def _time_limit(session: RemoteSession, *, public: bool) -> str:
    """Which limit it was; how long the submission ran and on which clock only where a hidden value cannot choose it."""
    if session.given_up:
        return f"not run: `{session.given_up}` ran into its time limit in checks before this one"
    in_check = session.spent_importing if session.import_failed else session.spent_in_check
    of_all = session.out_of_all is not None
    spent, limit_s = (
        (session.out_of_all, session.limits.total_s) if session.out_of_all else (in_check, session.limits.check_s)
    )
    doing = "all checks together" if of_all else "importing it" if session.import_failed else "this check"
    limit = f"{limit_s:g} s for all checks" if of_all else f"{limit_s:g} s a check"
    if not (public or session.import_failed):
        return f"{doing} took longer than the limit of {limit}"
    if spent.cpu_s >= limit_s:
        return f"{doing} took {spent.cpu_s:.1f} s of CPU time; the limit is {limit}"
    return f"{doing} took {spent.wall_s:.1f} s by the wall clock; the limit is {WALL_FACTOR:g} times {limit}"


def _ended(session: RemoteSession, *, public: bool) -> str:
    """How it ended, too, where it may be told: a hidden value makes an exit code, or chooses a signal."""
    if session.given_up:
        return f"not run: `{session.given_up}` ended its own process in too many checks before this one"
    doing = "while it was imported" if session.import_failed else "before it returned"
    status = session.usages[-1].exit if session.usages else None
    if status is None or not (public or session.import_failed):
        return f"the submission ended its own process {doing}"
    how = f" (signal {-status})" if status < 0 else f" (exit code {status})"
    return f"the submission ended its own process {doing}{how}"


def _raised(error: CandidateRaised, session: RemoteSession, *, public: bool) -> Finding:
    """Its own traceback in public checks, in hidden ones only a type that Python has: names that a submission has
    chosen and lines at which it raises could carry a hidden value out.
    """
    missing = session.asked.split(".")[0]
    if error.type_name == "AttributeError" and error.text == f"module 'solution' has no attribute '{missing}'":
        return Finding(Verdict.RUNTIME_ERROR, f"{ENTRY_FILE} does not define `{missing}`")
    verdict = _import_or(session, Verdict.MEMORY_LIMIT if error.is_a(MemoryError) else Verdict.RUNTIME_ERROR)
    if not (public or session.import_failed):
        if verdict is Verdict.MEMORY_LIMIT:
            return Finding(verdict, f"needed more memory than its limit of {session.limits.memory_mb} MB")
        known = next((name for name in (error.type_name, *error.bases) if name in _TOLD), "an exception")
        return Finding(verdict, f"raised {known}")
    name = one_line(error.type_name, 80)
    place = next((place for place in reversed(error.trace) if _is_own(place, session)), None)
    at = f" at line {place.line} of {one_line(place.file, 80)}" if place else ""
    own_line = place.line if place and place.file == ENTRY_FILE else None
    said = f": {visible(error.text, 500)}" if error.text else ""
    trace = "".join(
        f"\n  {one_line(p.file, 80)}:{p.line} {one_line(p.function, 80)}\n    {one_line(p.text, 200)}"
        for p in error.trace
    )
    why = "".join(f"\n{sentence}" for sentence in explanations(error, session.limits))
    return Finding(verdict, f"raised {name}{at}{said}{trace}{why}", own_line)


def _is_own(place: CodePlace, session: RemoteSession) -> bool:
    """Whether it is a line of what was handed in; a file's name, too, can be made up."""
    content = session.files.get(place.file)
    return content is not None and 0 < place.line <= content.count(b"\n") + 1


def _told(error: BaseException) -> str:
    return visible(str(error), 2000) or "an assertion of the check failed"


def _where_it_stumbled(error: BaseException | None) -> str:
    """Type and place only: the text of the exception could hold a hidden value."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    inside = [frame for frame in frames if Path(frame.filename).name.startswith("test_")]
    at = f" at {Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else ""
    return f"the check itself failed: {type(error).__name__}{at}"
