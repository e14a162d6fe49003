"""Turns the way a test ended into a verdict and a message that helps without giving a hidden case away."""

import builtins
import re
import signal
import traceback
from dataclasses import dataclass
from pathlib import Path

import pytest

from prep.grading.server.candidate import Session
from prep.grading.server.outcomes import (
    CandidateRaised,
    JailGoneError,
    MemoryLimitError,
    OverBudget,
    Place,
    TimeLimitError,
    TooNoisy,
    Violation,
    WorkerEndedError,
)
from prep.model.challenge import WALL_FACTOR, Check, Visibility
from prep.model.submission import ENTRY_FILE
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict

_CRASHES = frozenset({signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL})
_LIBRARY_ERRORS = frozenset({"LinAlgError", "NotFittedError"})


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


def judge(error: BaseException | None, check: Check, session: Session) -> Finding:  # noqa: PLR0911 - one return a verdict
    """The verdict that an exception out of a test stands for; no exception means accepted."""
    public = check.visibility is Visibility.PUBLIC
    match error:
        case None:
            return Finding(Verdict.ACCEPTED)
        case TimeLimitError():
            return Finding(Verdict.TIME_LIMIT, _time_limit(session))
        case MemoryLimitError():
            return Finding(Verdict.MEMORY_LIMIT, f"held {error.peak_mb} MB, more than its limit")
        case WorkerEndedError():
            return Finding(_import_or(session, Verdict.RUNTIME_ERROR), _ended(session, public=public))
        case Violation():
            return Finding(Verdict.PROTOCOL_VIOLATION, one_line(str(error) if public else error.bare))
        case OverBudget():
            return Finding(Verdict.OVER_BUDGET, str(error))
        case TooNoisy():
            return Finding(Verdict.TOO_NOISY, str(error))
        case JailGoneError():
            return Finding(Verdict.GRADER_ERROR, str(error))
        case CandidateRaised():
            return _raised(error, session, public=public)
        case AssertionError() | pytest.fail.Exception():
            return Finding(Verdict.WRONG_ANSWER, _told(error) if public else check.advice)
    return Finding(Verdict.GRADER_ERROR, _where_it_stumbled(error), unexpected=True)


def _import_or(session: Session, verdict: Verdict) -> Verdict:
    return Verdict.IMPORT_ERROR if session.import_failed else verdict


def _time_limit(session: Session) -> str:
    """Which limit it was, on which clock, and how long the submission ran."""
    if session.given_up and not session.spent_in_check.wall_s:
        return "not run: checks before this one ran into their time limit"
    total = session.spent.left_of(session.total_s)
    of_all = min(total.cpu_s, total.wall_s) <= 0
    in_check = session.spent_importing if session.import_failed else session.spent_in_check
    spent, limit_s = (session.spent, session.total_s) if of_all else (in_check, session.check_s)
    doing = "all checks together" if of_all else "importing it" if session.import_failed else "this check"
    limit = f"{limit_s:g} s for all checks" if of_all else f"{limit_s:g} s a check"
    if spent.cpu_s >= limit_s:
        return f"{doing} took {spent.cpu_s:.1f} s of CPU time; the limit is {limit}"
    return f"{doing} took {spent.wall_s:.1f} s by the wall clock; the limit is {WALL_FACTOR:g} times {limit}"


def _ended(session: Session, *, public: bool) -> str:
    """How it ended, too, where it may be told: a hidden value makes an exit code, or chooses a signal."""
    if session.given_up and not session.spent_in_check.wall_s:
        return "not run: the submission ended its own process in too many checks before this one"
    doing = "while it was imported" if session.import_failed else "before it returned"
    status = session.usages[-1].exit if session.usages else None
    if status is None or not (public or session.import_failed or -status in _CRASHES):
        return f"the submission ended its own process {doing}"
    how = f" (signal {-status})" if status < 0 else f" (exit code {status})"
    return f"the submission ended its own process {doing}{how}"


def _raised(error: CandidateRaised, session: Session, *, public: bool) -> Finding:
    """Its own traceback in public checks, in hidden ones only the type and its place: a message could hold a value."""
    missing = session.asked.split(".")[0]
    if error.type_name == "AttributeError" and error.text == f"module 'solution' has no attribute '{missing}'":
        return Finding(Verdict.RUNTIME_ERROR, f"{ENTRY_FILE} does not define `{missing}`")
    imported = session.import_failed
    name = one_line(error.type_name if public or imported else _foreseen_name(error, session), 80)
    place = next((place for place in reversed(error.trace) if _is_own(place, session)), None)
    at = f" at line {place.line} of {one_line(place.file, 80)}" if place else ""
    own_line = place.line if place and place.file == ENTRY_FILE else None
    verdict = _import_or(session, Verdict.MEMORY_LIMIT if error.is_a(MemoryError) else Verdict.RUNTIME_ERROR)
    if not (public or imported):
        return Finding(verdict, f"raised {name}{at}", own_line)
    said = f": {visible(error.text, 500)}" if error.text else ""
    trace = "".join(
        f"\n  {one_line(p.file, 80)}:{p.line} {one_line(p.function, 80)}\n    {one_line(p.text, 200)}"
        for p in error.trace
    )
    return Finding(verdict, f"raised {name}{at}{said}{trace}", own_line)


def _foreseen_name(error: CandidateRaised, session: Session) -> str:
    """The type, or the nearest base of it, that had its name before the check began: one made up during it could
    carry a hidden value out.
    """
    return next((name for name in (error.type_name, *error.bases) if _is_foreseen(name, session)), "an exception")


def _is_foreseen(name: str, session: Session) -> bool:
    known = getattr(builtins, name, None)
    if name in _LIBRARY_ERRORS or (isinstance(known, type) and issubclass(known, BaseException)):
        return True
    word = re.compile(rf"\b{re.escape(name)}\b".encode())
    return name.isidentifier() and any(word.search(content) for content in session.files.values())


def _is_own(place: Place, session: Session) -> bool:
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
