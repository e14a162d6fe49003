"""When work was handed in, and whether that was in time.

Two clocks tell it: the team's, by when a file came, and that of the candidate's machine, in the sealed log. The log is
honest, not proof. It decides where the team has nothing better: where nobody noted when a file came, and the file came
soon after. What the two say differently is told.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from prep.assessment.packs.received import Received, Source
from prep.assessment.spec.assessment import Assessment

_CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""What two machines' clocks may differ by without a word."""
_NOTE_IT: Final = "if it came before, say when with --received"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """When a file came, by the team's clock."""

    at: datetime
    is_noted: bool
    """Somebody noted it; otherwise it is just when the file was collected, and it came before that."""

    collected_at: datetime


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a submission counts as handed in, and by how much that was late."""

    handed_in_at: datetime
    late_s: float
    """0 for what was on time."""

    remarks: tuple[str, ...]


def judge_time(assessment: Assessment, extra_minutes: int, received: Received, receipt: Receipt) -> Timing:
    """Weigh both clocks against the window and the time limit, each longer by a candidate's extra time."""
    extra = timedelta(minutes=extra_minutes)
    remarks = [*_odd_clock(received, receipt), *_too_early(assessment, received, receipt)]
    logged = received.submitted_at
    is_believed = logged is not None and logged <= receipt.at + _CLOCKS_DIFFER
    handed_in_at = logged if logged is not None and is_believed else receipt.at
    over = timedelta(0)
    if received.started_at is not None:
        over = handed_in_at - received.started_at - timedelta(minutes=assessment.time_limit_minutes) - extra
    elif received.source is Source.TOOL:
        remarks.append("its clock was never started: how long it took is not known")
    else:
        remarks.append("it came without a log: how long it took is not known")
    if assessment.closes is not None:
        after, told = _after(assessment, assessment.closes + extra, handed_in_at, receipt, is_logged=is_believed)
        over, remarks = max(over, after), [*remarks, *told]
    late = over > timedelta(minutes=assessment.policy.grace_minutes)
    return Timing(handed_in_at=handed_in_at, late_s=over.total_seconds() if late else 0.0, remarks=tuple(remarks))


def span_words(span: timedelta) -> str:
    """A time as people say it: "9 d 19 h", "3 h 5 min", "12 min", "less than a minute"."""
    minutes = int(span.total_seconds() // 60)
    if not minutes:
        return "less than a minute"
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _after(
    assessment: Assessment, closes: datetime, handed_in_at: datetime, receipt: Receipt, *, is_logged: bool
) -> tuple[timedelta, list[str]]:
    """How long after the end of the window it came, and what there is to say about it."""
    grace = timedelta(minutes=assessment.policy.grace_minutes)
    came, by_log = receipt.at - closes, handed_in_at - closes
    if came <= grace:
        return came, []
    if not is_logged:
        told = f"it was collected {span_words(came)} after the window closed; {_NOTE_IT}"
        return came, [] if receipt.is_noted else [told]
    if by_log > grace:
        return max(by_log, came) if receipt.is_noted else by_log, []
    on_its_way = receipt.at - handed_in_at
    if receipt.is_noted or on_its_way > timedelta(hours=assessment.policy.trusted_hours):
        told = f"its log says that it was handed in {span_words(on_its_way)} before it came in; the team's clock counts"
        return came, [told if receipt.is_noted else f"{told}; {_NOTE_IT}"]
    return by_log, [f"it was collected {span_words(came)} after the window closed; by its sealed log it is in time"]


def _odd_clock(received: Received, receipt: Receipt) -> Iterator[str]:
    started, submitted = received.started_at, received.submitted_at
    if submitted is not None and submitted > receipt.at + _CLOCKS_DIFFER:
        yield "its log records a later time than it came in: the clock there was wrong"
    if started is not None and submitted is not None and submitted < started:
        yield "its log says that it was handed in before it was begun: the clock there was set back"
        return
    back = max((before - after for before, after in pairwise(_times(received.log))), default=timedelta(0))
    if back > _CLOCKS_DIFFER:
        yield f"the clock there was set back by {span_words(back)} while it was worked on"


def _too_early(assessment: Assessment, received: Received, receipt: Receipt) -> Iterator[str]:
    opens = assessment.opens
    if opens is None:
        return
    if receipt.at < opens:
        yield f"it came in {span_words(opens - receipt.at)} before the window opened"
    elif received.started_at is not None and received.started_at < opens - _CLOCKS_DIFFER:
        yield f"by its log it was begun {span_words(opens - received.started_at)} before the window opened"


def _times(log: str) -> list[datetime]:
    """Of the entries, whose seals were checked when the file was read."""
    return [datetime.fromisoformat(json.loads(line)["at"]) for line in log.splitlines()]
