"""What a person and their grades said of questions and challenges, read from a log in which nothing is changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from prep.practice.drafts.claims import StatementKind
from prep.practice.record.goal import LONGEST_GAP_DAYS, Goal
from prep.store.records import CardRecord, EntryKind, EntryRecord


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A question that a failed check asks for."""

    question: str
    challenge: str
    check: str
    why: str
    since: datetime

    @property
    def key(self) -> tuple[str, str, str]:
        return self.question, self.challenge, self.check

    def is_met(self, card: CardRecord | None) -> bool:
        """Whether the question was answered since."""
        return card is not None and card.last_review is not None and card.last_review >= self.since


@dataclass(frozen=True, kw_only=True)
class Objection:
    """“I did say that”, or “I did not”: it counts in the person's own record, and may be adopted as an example."""

    question: str
    version: str
    """Of the question, as it was then."""

    part: StatementKind
    id: str
    said: bool
    """What the person holds: that the answer says this, or that it does not."""

    answer: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Journal:
    """What holds now."""

    demands: tuple[Demand, ...] = ()
    """Not withdrawn; the oldest first."""

    bookmarked: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    goal: Goal | None = None
    disputes: tuple[Objection, ...] = ()

    @classmethod
    def read(cls, entries: Iterable[EntryRecord]) -> Self:
        """From its entries, oldest first; one that cannot be understood says nothing."""
        demands: dict[tuple[str, str, str], Demand] = {}
        marks: dict[EntryKind, dict[str, bool]] = {EntryKind.BOOKMARKED: {}, EntryKind.SUSPENDED: {}}
        notes: dict[str, str] = {}
        goal, disputes = None, {}
        for entry in entries:
            match entry.kind:
                case EntryKind.DEMANDED:
                    demand = _demand(entry)
                    demands[demand.key] = demand
                case EntryKind.WITHDRAWN:
                    demands.pop(_demand(entry).key, None)
                case EntryKind.BOOKMARKED | EntryKind.SUSPENDED:
                    marks[entry.kind][entry.item] = entry.detail.get("on") is True
                case EntryKind.NOTED:
                    notes[entry.item] = _text(entry.detail, "text")
                case EntryKind.PLANNED:
                    goal = Goal.from_plain(entry.detail)
                case EntryKind.DISPUTED:
                    if (dispute := _dispute(entry)) is not None:
                        disputes[dispute.question, dispute.answer, dispute.part, dispute.id] = dispute
        return cls(
            demands=tuple(demands.values()),
            bookmarked=frozenset(name for name, on in marks[EntryKind.BOOKMARKED].items() if on),
            suspended=frozenset(name for name, on in marks[EntryKind.SUSPENDED].items() if on),
            notes={name: text for name, text in notes.items() if text},
            goal=goal,
            disputes=tuple(disputes.values()),
        )

    def gap_days(self, today: date) -> int:
        """The longest time until a question comes again, by the plan if there is one."""
        return self.goal.gap_days(today) if self.goal else LONGEST_GAP_DAYS

    def asked_for(self, cards: Mapping[str, CardRecord]) -> dict[str, Demand]:
        """By question, the oldest demand that was not met yet."""
        found: dict[str, Demand] = {}
        for demand in self.demands:
            if not demand.is_met(cards.get(demand.question)):
                found.setdefault(demand.question, demand)
        return found


def mark(kind: EntryKind, item: str, now: datetime, *, on: bool) -> EntryRecord:
    """A bookmark or a suspension, set or taken back."""
    return EntryRecord(kind=kind, item=item, at=now, detail={"on": on})


def note(item: str, text: str, now: datetime) -> EntryRecord:
    """A note on something, instead of the one before; an empty one takes it away."""
    return EntryRecord(kind=EntryKind.NOTED, item=item, at=now, detail={"text": text.strip()})


def plan(goal: Goal, now: datetime) -> EntryRecord:
    return EntryRecord(kind=EntryKind.PLANNED, item="", at=now, detail=goal.as_plain())


def demand(of: Demand, now: datetime, *, withdrawn: bool = False) -> EntryRecord:
    kind = EntryKind.WITHDRAWN if withdrawn else EntryKind.DEMANDED
    detail = {"challenge": of.challenge, "check": of.check, "why": of.why}
    return EntryRecord(kind=kind, item=of.question, at=now, detail=detail)


def dispute(of: Objection) -> EntryRecord:
    detail = {"version": of.version, "part": of.part.value, "id": of.id, "said": of.said, "answer": of.answer}
    return EntryRecord(kind=EntryKind.DISPUTED, item=of.question, at=of.at, detail=detail)


def _demand(entry: EntryRecord) -> Demand:
    challenge, check, why = (_text(entry.detail, name) for name in ("challenge", "check", "why"))
    return Demand(question=entry.item, challenge=challenge, check=check, why=why, since=entry.at)


def _dispute(entry: EntryRecord) -> Objection | None:
    detail = entry.detail
    if detail.get("part") not in list(StatementKind):
        return None
    return Objection(
        question=entry.item,
        version=_text(detail, "version"),
        part=StatementKind(detail["part"]),
        id=_text(detail, "id"),
        said=detail.get("said") is True,
        answer=_text(detail, "answer"),
        at=entry.at,
    )


def _text(detail: Mapping[str, Any], name: str) -> str:
    value = detail.get(name)
    return value if isinstance(value, str) else ""
