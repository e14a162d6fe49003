"""Rows of the practice tables as the rest of the product sees them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any


def new_uid() -> str:
    """A name that no other row has, in this database or in another that is merged into it."""
    return uuid.uuid4().hex


NOT_REACHED = "not reached"
"""The verdict of what a sitting had no time left for: it lowers its score, and tells nothing of what a person can."""


class AttemptKind(StrEnum):
    CODE = "code"
    ANSWER = "answer"


@dataclass(frozen=True, kw_only=True)
class SittingRecord:
    """A finished sitting."""

    kind: str
    title: str
    started_at: datetime
    finished_at: datetime
    share: float
    folder: str
    """Of its reports, below the data folder."""

    uid: str = field(default_factory=new_uid)

    def __post_init__(self) -> None:
        path = PurePosixPath(self.folder)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"the folder {self.folder!r} leads out of the data folder")


@dataclass(frozen=True, kw_only=True)
class AttemptRecord:
    """A graded submission or answer."""

    kind: AttemptKind
    item: str
    """The id of the challenge or the question."""

    version: str
    """The fingerprint of its content."""

    submitted_at: datetime
    taken_s: float | None
    points: float
    max_points: float
    share: float
    """From 0 to 1, hints paid for."""

    verdict: str
    text: str
    result: Mapping[str, Any]
    hints_used: int = 0
    hint_cost: float = 0.0
    aided: bool = False
    """Made after the reference was shown."""

    sitting_uid: str | None = None
    uid: str = field(default_factory=new_uid)


@dataclass(frozen=True, kw_only=True)
class ReviewRecord:
    """A question that was answered and rated."""

    question: str
    version: str
    reviewed_at: datetime
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""

    share: float | None = None
    taken_s: float | None = None
    uid: str = field(default_factory=new_uid)

    def __post_init__(self) -> None:
        if not 1 <= self.rating <= 4:
            raise ValueError(f"the rating {self.rating} is not from 1 to 4")


class EntryKind(StrEnum):
    """What an entry of the journal says; of each kind about one thing, the last one holds."""

    DEMANDED = "demanded"
    """A failed check asks for a question."""

    WITHDRAWN = "withdrawn"
    """That check has passed since."""

    BOOKMARKED = "bookmarked"
    SUSPENDED = "suspended"
    """Is not asked any more until that is taken back."""

    NOTED = "noted"
    PLANNED = "planned"
    DISPUTED = "disputed"
    """The person disagrees with the grader about a point or a misconception."""


@dataclass(frozen=True, kw_only=True)
class EntryRecord:
    """Something that a person, or a grade, said of a question, a challenge or the whole."""

    kind: EntryKind
    item: str
    """The id of the question or challenge; empty for what is about all."""

    at: datetime
    detail: Mapping[str, Any]
    uid: str = field(default_factory=new_uid)


@dataclass(frozen=True, kw_only=True)
class CardRecord:
    """When a question is due, and what the scheduler knows of it."""

    question: str
    due: datetime
    last_review: datetime | None
    card: Mapping[str, Any]
    reason: str = ""
    """Why it is due, if not by the schedule."""
