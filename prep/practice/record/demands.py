"""Which questions a graded submission asks for, and which it no longer does."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from prep.model.challenge import Challenge
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict
from prep.practice.record import journal
from prep.practice.record.journal import Demand
from prep.store.records import EntryKind, EntryRecord

MOST_DEMANDS: Final = 3
"""Of one submission: whoever fails everything has one thing to look at, not twelve."""

_NO_CONCEPT: Final = frozenset({Verdict.IMPORT_ERROR, Verdict.PROTOCOL_VIOLATION})
"""Every check fails like that, whatever it is about."""


def demands_of(challenge: Challenge, result: GradeResult, now: datetime) -> list[Demand]:
    """The questions that the failed checks name, those of the weightiest checks first."""
    declared = {check.id: check for check in challenge.spec.checks}
    failed = [check for check in result.checks if check.verdict.is_failure and check.verdict not in _NO_CONCEPT]
    found: dict[str, Demand] = {}
    for check in sorted(failed, key=_weight, reverse=True):
        for question in declared[check.id].questions if check.id in declared else ():
            why = f"{challenge.spec.title}: “{declared[check.id].title}” failed"
            found.setdefault(
                question, Demand(question=question, challenge=challenge.id, check=check.id, why=why, since=now)
            )
    return list(found.values())[:MOST_DEMANDS]


def entries_of(
    challenge: Challenge, result: GradeResult, standing: Iterable[Demand], now: datetime, *, aided: bool = False
) -> list[EntryRecord]:
    """What a submission adds to the journal.

    Args:
        challenge: What was submitted to.
        result: How it was graded.
        standing: What was asked for and is not met yet.
        now: When it was submitted.
        aided: Made after the reference was shown: it asks for nothing.
    """
    here = [demand for demand in standing if demand.challenge == challenge.id]
    passed = {check.id for check in result.checks if check.verdict is Verdict.ACCEPTED}
    known = {demand.question for demand in here if demand.check not in passed}
    new = [] if aided else [one for one in demands_of(challenge, result, now) if one.question not in known]
    gone = [demand for demand in here if demand.check in passed]
    return [
        *(journal.demand(one, now, withdrawn=True) for one in gone),
        *(journal.demand(one, now) for one in new),
    ]


def asked_by(entries: Iterable[EntryRecord]) -> tuple[str, ...]:
    """The questions that these entries ask for."""
    return tuple(entry.item for entry in entries if entry.kind is EntryKind.DEMANDED)


def _weight(check: CheckResult) -> float:
    return check.max_points - check.points
