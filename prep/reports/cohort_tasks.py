"""What a cohort did, turned round: item by item and check by check instead of person by person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from prep.model.challenge import Visibility
from prep.model.sitting import AnswerItem, CodeItem, Item, Sitting
from prep.model.verdict import Verdict
from prep.reports.cohort_statistics import discrimination
from prep.reports.wording import count_words, item_title, limit_minutes, short_title

MISCONCEPTION: Final = "free of misconception"


@dataclass(frozen=True, kw_only=True)
class CohortTask:
    """A check, a key point or a misconception, over everybody."""

    item: str
    id: str
    title: str
    kind: str
    """"public check", "hidden check", "key point" or "free of misconception"."""

    seen: int
    """For how many it was judged."""

    passed: int
    discrimination: float | None


@dataclass(frozen=True, kw_only=True)
class ItemGroup:
    """A challenge or a question, over everybody."""

    id: str
    title: str
    limit_minutes: int
    shares: tuple[float, ...]
    times_s: tuple[float, ...]
    tasks: tuple[CohortTask, ...]
    notes: tuple[str, ...]

    @property
    def mean_share(self) -> float:
        return fmean(self.shares) if self.shares else 0.0


@dataclass
class _Column:
    """One check with what everybody got on it, and what they got elsewhere."""

    title: str
    kind: str
    parts: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    passed: int = 0


@dataclass(frozen=True)
class _Judged:
    """What one person got on one check."""

    id: str
    title: str
    kind: str
    passed: bool
    part: float
    """From 0 to 1."""

    worth: float
    """Of the item's points, from 0 to 1."""


def item_id(item: Item) -> str:
    return item.challenge.id if isinstance(item, CodeItem) else item.question.id


def group_items(sittings: Sequence[Sitting]) -> list[ItemGroup]:
    """The items of all sittings in the order in which they first appear."""
    met: dict[str, list[tuple[Sitting, Item]]] = {}
    for sitting in sittings:
        for item in sitting.items:
            met.setdefault(item_id(item), []).append((sitting, item))
    return [_group(id_, pairs) for id_, pairs in met.items()]


def _group(id_: str, pairs: Sequence[tuple[Sitting, Item]]) -> ItemGroup:
    _, first = pairs[0]
    graded = [(sitting, item) for sitting, item in pairs if item.is_graded]
    title = item_title(first)
    return ItemGroup(
        id=id_,
        title=title,
        limit_minutes=limit_minutes(first),
        shares=tuple(item.share for _, item in graded),
        times_s=tuple(item.taken_s for _, item in pairs if item.taken_s is not None),
        tasks=tuple(_tasks(title, graded)),
        notes=tuple(_notes(title, pairs)),
    )


def _tasks(item_title: str, graded: Sequence[tuple[Sitting, Item]]) -> Iterator[CohortTask]:
    columns: dict[str, _Column] = {}
    for sitting, item in graded:
        weight = item.weight / (sum(one.weight for one in sitting.items if one.is_graded) or 1.0)
        for judged in _judged(item):
            column = columns.setdefault(judged.id, _Column(judged.title, judged.kind))
            column.parts.append(judged.part)
            column.rests.append(sitting.share - weight * judged.worth * judged.part)
            column.passed += judged.passed
    for id_, column in columns.items():
        yield CohortTask(
            item=item_title,
            id=id_,
            title=column.title,
            kind=column.kind,
            seen=len(column.parts),
            passed=column.passed,
            discrimination=discrimination(column.parts, column.rests),
        )


def _judged(item: Item) -> Iterator[_Judged]:
    if isinstance(item, CodeItem):
        yield from _judged_checks(item)
    else:
        yield from _judged_points(item)


def _judged_checks(item: CodeItem) -> Iterator[_Judged]:
    declared = {check.id: check for check in item.challenge.spec.checks}
    most = item.result.max_points or 1.0
    for result in item.result.checks:
        if result.id not in declared or result.verdict in (Verdict.SKIPPED, Verdict.TOO_NOISY):
            continue
        seen = "public" if declared[result.id].visibility is Visibility.PUBLIC else "hidden"
        yield _Judged(
            id=result.id,
            title=declared[result.id].title,
            kind=f"{seen} check",
            passed=result.verdict is Verdict.ACCEPTED,
            part=result.points / result.max_points if result.max_points else 0.0,
            worth=result.max_points / most,
        )


def _judged_points(item: AnswerItem) -> Iterator[_Judged]:
    found = {point.id: point.found for point in item.result.points}
    most = item.question.max_weight or 1.0
    for point in item.question.points:
        made = found.get(point.id, False)
        yield _Judged(point.id, point.description, "key point", made, float(made), point.weight / most)
    held = {wrong.id for wrong in item.result.misconceptions}
    for wrong in item.question.misconceptions:
        free = wrong.id not in held
        yield _Judged(wrong.id, short_title(wrong.feedback), MISCONCEPTION, free, float(free), wrong.penalty / most)


def _notes(title: str, pairs: Sequence[tuple[Sitting, Item]]) -> Iterator[str]:
    open_ = [item for _, item in pairs if not item.is_graded]
    waiting = sum(isinstance(item, AnswerItem) for item in open_)
    unread = sum(isinstance(item, CodeItem) and item.result.unreadable for item in open_)
    if waiting:
        yield f"{title}: a person has to read {count_words(waiting, 'answer')}, which the grader could not"
    if unread:
        yield f"{title}: {count_words(unread, 'submission')} could not be read"
    if failed := len(open_) - waiting - unread:
        yield f"{title}: the grader failed on {count_words(failed, 'submission')}; grade again"
    versions = Counter(item.result.fingerprint for _, item in pairs if isinstance(item, CodeItem))
    if len(versions) > 1:
        yield f"{title}: graded by {len(versions)} versions of the challenge; rates mix them"
