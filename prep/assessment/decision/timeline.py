"""How a work came about, by its log: what to ask about in a conversation. It is never a verdict, and changes no score.

The log knows when something was saved, tested and handed in, and how long the text was then. A text that came at once
may be a paste from somewhere, or from the candidate's own editor; a gap may be lunch. Only the person can tell.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from prep.assessment.packs.journal import Event
from prep.assessment.register.timing import span_words
from prep.model.text import one_line

PASTE: Final = 300
"""Characters that come with one save are not typed: saves are a second apart."""

BURST: Final = 600
_TYPED_PER_S: Final = 12.0
"""More than the quickest typists keep up for a minute."""

GAP: Final = timedelta(minutes=20)
_GAP_SHARE: Final = 1 / 3
"""Of the time limit: whoever has three days sleeps in between."""

_LONGEST_TEXT: Final = 10_000_000


class NoteKind(StrEnum):
    """What is noted."""

    PASTE = "paste"
    BURST = "burst"
    GAP = "gap"
    ELSEWHERE = "elsewhere"
    """The work was written in another editor, of which the log knows nothing."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to ask about."""

    kind: NoteKind
    after: timedelta
    """How long after the log begins."""

    text: str


@dataclass(frozen=True)
class _Step:
    at: datetime
    event: Event
    part: str
    characters: int | None
    at_once: int


def notes_of(log: str, time_limit: timedelta) -> tuple[Note, ...]:
    """What there is to ask about in a log whose seals were checked; in the order in which it happened."""
    steps = list(_steps(log))
    if not steps:
        return ()
    found = [*_pastes(steps), *_bursts(steps), *_gaps(steps, max(GAP, time_limit * _GAP_SHARE))]
    if not any(step.event is Event.SAVE for step in steps):
        told = "written in another editor: the log knows only of tests and of handing in"
        found.append(Note(kind=NoteKind.ELSEWHERE, after=timedelta(0), text=told))
    return tuple(sorted(found, key=lambda note: note.after))


def _pastes(steps: Sequence[_Step]) -> Iterator[Note]:
    for step in steps:
        if step.at_once >= PASTE:
            told = f"{step.at_once:,} characters of {step.part} came at once"
            yield Note(kind=NoteKind.PASTE, after=step.at - steps[0].at, text=told)


def _bursts(steps: Sequence[_Step]) -> Iterator[Note]:
    for part in dict.fromkeys(step.part for step in steps if step.characters is not None):
        for before, after in pairwise(step for step in steps if step.part == part and step.characters is not None):
            grown = (after.characters or 0) - (before.characters or 0) - after.at_once
            within = max((after.at - before.at).total_seconds(), 1.0)
            if grown >= BURST and grown / within > _TYPED_PER_S:
                told = f"{part} grew by {grown:,} characters within {round(within):,} s"
                yield Note(kind=NoteKind.BURST, after=after.at - steps[0].at, text=told)


def _gaps(steps: Sequence[_Step], least: timedelta) -> Iterator[Note]:
    for before, after in pairwise(steps):
        if after.at - before.at >= least:
            told = f"nothing in the log for {span_words(after.at - before.at)}, then: {_named(after)}"
            yield Note(kind=NoteKind.GAP, after=before.at - steps[0].at, text=told)


def _named(step: _Step) -> str:
    match step.event:
        case Event.START:
            return "the clock was started"
        case Event.SAVE:
            return f"{step.part} was saved"
        case Event.CHECK:
            return f"the public tests of {step.part} were run"
        case Event.SUBMIT:
            return "handed in"


def _steps(log: str) -> Iterator[_Step]:
    """The entries of a log; what stands in them was written on the candidate's machine."""
    for line in log.splitlines():
        told = json.loads(line)
        facts = told["facts"]
        yield _Step(
            at=datetime.fromisoformat(told["at"]),
            event=Event(told["event"]),
            part=one_line(str(facts.get("part", "")), 100),
            characters=_length(facts.get("characters")),
            at_once=_length(facts.get("at_once")) or 0,
        )


def _length(value: Any) -> int | None:  # noqa: ANN401 - any JSON
    return value if type(value) is int and 0 <= value <= _LONGEST_TEXT else None
