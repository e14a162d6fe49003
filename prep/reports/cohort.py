"""Everybody together: how a cohort did, which checks tell people apart, and which tell nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from prep.model.sitting import Item, Sitting
from prep.reports.cohort_statistics import FEWEST, RateInterval, spread, wilson
from prep.reports.cohort_tasks import MISCONCEPTION, CohortTask, ItemGroup, group_items, item_id
from prep.reports.foreign import shown_line
from prep.reports.inline import plain
from prep.reports.pictures import Bar, Bars, Bin, Histogram
from prep.reports.view import (
    Audience,
    Block,
    Column,
    Entry,
    Fact,
    Facts,
    Prose,
    ReportView,
    Section,
    Table,
    Tone,
)
from prep.reports.wording import count_words, date_words, duration_words, share_words

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_BINS: Final = 10
_TELLS: Final = 0.2
"""From this discrimination up a check is usually said to tell people apart; below 0 it works the wrong way round."""


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One sitting, for the table beside the report."""

    person: str
    share: float
    shares: tuple[float | None, ...]
    """By item, in the order of `CohortView.items`; None where it was not graded."""

    taken_s: float | None


@dataclass(frozen=True, kw_only=True)
class CohortView:
    """The report, and the tables that go beside it."""

    report: ReportView
    items: tuple[str, ...]
    tasks: tuple[CohortTask, ...]
    people: tuple[PersonRow, ...]


def summarize_cohort(sittings: Sequence[Sitting], *, title: str = "") -> CohortView:
    """The report on all sittings of the same kind together; nobody is named in it."""
    groups = group_items(sittings)
    tasks = tuple(task for group in groups for task in group.tasks)
    first = sittings[0] if sittings else None
    named = title or (first.title if first else "No sittings")
    report = ReportView(
        title=shown_line(named, 120),
        subtitle=f"Cohort report: {count_words(len(sittings), 'person', 'people')}",
        facts=tuple(_facts(sittings)),
        audience=Audience.TEAM,
        made_at=max((one.finished_at for one in sittings), default=_EPOCH),
        sections=tuple(_sections(sittings, groups, tasks)),
    )
    return CohortView(
        report=report,
        items=tuple(group.title for group in groups),
        tasks=tasks,
        people=tuple(_person(sitting, groups) for sitting in sittings),
    )


def _facts(sittings: Sequence[Sitting]) -> Iterator[str]:
    if sittings:
        first, last = min(s.started_at for s in sittings), max(s.finished_at for s in sittings)
        yield date_words(first) if first.date() == last.date() else f"{date_words(first)} to {date_words(last)}"
        yield count_words(max(len(one.items) for one in sittings), "item") + " each at most"


def _sections(
    sittings: Sequence[Sitting], groups: Sequence[ItemGroup], tasks: Sequence[CohortTask]
) -> Iterator[Section]:
    distribution = (*_distribution(sittings), *_notes(groups))
    yield Section(id="distribution", title="How it went", level=2, blocks=distribution)
    if groups:
        yield Section(id="items", title="Item by item", level=2, blocks=tuple(_items(groups)))
    yield Section(
        id="tells-nothing", title="Checks that do not tell people apart", level=2, blocks=tuple(_tells_nothing(tasks))
    )
    if groups:
        yield Section(id="checks", title="Check by check", level=2, blocks=(_explained(),))
    for number, group in enumerate(groups, 1):
        yield Section(id=f"checks-{number}", title=group.title, level=3, blocks=tuple(_rates(group)))
    yield Section(id="time", title="Time used", level=2, blocks=tuple(_time(groups)))


def _notes(groups: Sequence[ItemGroup]) -> Iterator[Block]:
    notes = [note for group in groups for note in group.notes]
    if notes:
        yield Facts(facts=tuple(Fact("Note", note) for note in notes))


def _distribution(sittings: Sequence[Sitting]) -> Iterator[Block]:
    shares = [one.share for one in sittings if any(item.is_graded for item in one.items)]
    if not shares:
        yield Prose(text=plain("Nothing was graded, so there is nothing to report."))
        return
    told = spread(shares)
    yield Prose(
        text=plain(
            f"Half of the people got {share_words(told.quarter)} to {share_words(told.three_quarters)} of the points; "
            f"the median is {share_words(told.median)}, the range {share_words(told.least)} "
            f"to {share_words(told.most)}."
        )
    )
    counts = [0] * _BINS
    for share in shares:
        counts[min(_BINS - 1, max(0, int(share * _BINS)))] += 1
    bins = tuple(Bin(f"{10 * n} to {10 * n + 10} %", count) for n, count in enumerate(counts))
    described = ", ".join(f"{one.count} at {one.label}" for one in bins if one.count)
    yield Histogram(
        title="People by share of the points",
        description=f"Of {count_words(len(shares), 'person', 'people')}: {described}.",
        header=("Share", "People"),
        bins=bins,
    )
    left = len(sittings) - len(shares)
    if left:
        people = count_words(left, "person", "people")
        yield Prose(text=plain(f"Of {people} nothing could be graded, by a fault of the grader; they are left out."))


def _items(groups: Sequence[ItemGroup]) -> Iterator[Block]:
    bars = tuple(Bar(group.title, group.mean_share, share_words(group.mean_share)) for group in groups)
    yield Bars(
        title="Mean share by item",
        description="; ".join(f"{bar.label}: {bar.figure}" for bar in bars) + ".",
        header=("Item", "Mean share"),
        bars=bars,
    )
    columns = (Column("Item"), *(Column(t, numeric=True) for t in ("Graded", "Full marks", "Nothing", "Mean share")))
    rows = tuple(
        (
            group.title,
            str(len(group.shares)),
            str(sum(share > 0.995 for share in group.shares)),
            str(sum(share < 0.005 for share in group.shares)),
            share_words(group.mean_share),
        )
        for group in groups
    )
    yield Table(caption="Every item", columns=columns, rows=rows)


def _tells_nothing(tasks: Sequence[CohortTask]) -> Iterator[Block]:
    """Nobody or everybody passes, or the better people pass less often."""
    found = [entry for task in tasks if task.seen and (entry := _oddity(task)) is not None]
    if not found:
        yield Prose(text=plain("There are none: some people pass each check, and others fail it."))
        return
    yield Prose(
        text=plain(
            "A check that everybody passes, or nobody does, says nothing about who did better. It may be too easy, "
            "too hard, or not what the prompt asks for."
        )
    )
    yield from found


def _oddity(task: CohortTask) -> Entry | None:
    if task.passed == 0:
        return _entry(task, "nobody passes", Tone.BAD, "✗")
    if task.passed == task.seen and task.kind != MISCONCEPTION:
        return _entry(task, "everybody passes", Tone.NEUTRAL, "✓")
    if task.discrimination is not None and task.discrimination < 0:
        return _entry(
            task, f"discrimination {task.discrimination:+.2f}: people who do better pass it less often", Tone.BAD, "!"
        )
    return None


def _entry(task: CohortTask, remark: str, tone: Tone, mark: str) -> Entry:
    return Entry(
        mark=mark,
        tone=tone,
        title=plain(task.title),
        remark=f"{remark} · {task.kind} · {task.item}",
        points=f"{task.passed} of {task.seen}",
    )


def _explained() -> Prose:
    return Prose(
        text=plain(
            "The rate is of those for whom it was graded, with its 95 % interval. Discrimination is the correlation of "
            f"what a check gave with all else the same people got: from {_TELLS:g} up it tells people apart, near 0 it "
            f"does not, below 0 it works the wrong way round. It is not given for fewer than {FEWEST} people."
        ),
        small=True,
    )


def _rates(group: ItemGroup) -> Iterator[Block]:
    columns = (
        Column("Check"),
        Column("Kind"),
        Column("Passed", numeric=True),
        Column("Rate", numeric=True),
        Column("Interval", numeric=True),
        Column("Discrimination", numeric=True),
    )
    yield Table(caption=f"Pass rates: {group.title}", columns=columns, rows=tuple(_rate(task) for task in group.tasks))


def _rate(task: CohortTask) -> tuple[str, ...]:
    interval: RateInterval = wilson(task.passed, task.seen)
    return (
        task.title,
        task.kind,
        f"{task.passed} of {task.seen}",
        share_words(task.passed / task.seen) if task.seen else "none",
        f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %" if task.seen else "",
        "not given" if task.discrimination is None else f"{task.discrimination:+.2f}",
    )


def _time(groups: Sequence[ItemGroup]) -> Iterator[Block]:
    columns = (
        Column("Item"),
        *(Column(t, numeric=True) for t in ("Measured", "Allowed", "Median", "Middle half", "Longest", "Over time")),
    )
    rows = tuple(_time_row(group) for group in groups if group.times_s)
    if rows:
        yield Table(caption="Time taken by item", columns=columns, rows=rows)
    else:
        yield Prose(text=plain("No times were measured."))


def _time_row(group: ItemGroup) -> tuple[str, ...]:
    told = spread(group.times_s)
    over = sum(time_s > 60 * group.limit_minutes for time_s in group.times_s)
    return (
        group.title,
        str(len(group.times_s)),
        f"{group.limit_minutes} min",
        duration_words(told.median),
        f"{duration_words(told.quarter)} to {duration_words(told.three_quarters)}",
        duration_words(told.most),
        str(over),
    )


def _person(sitting: Sitting, groups: Sequence[ItemGroup]) -> PersonRow:
    by_id: dict[str, Item] = {}
    for item in sitting.items:
        by_id[item_id(item)] = item
    times = [item.taken_s for item in sitting.items if item.taken_s is not None]
    found = [by_id.get(group.id) for group in groups]
    return PersonRow(
        person=sitting.person,
        share=sitting.share,
        shares=tuple(item.share if item is not None and item.is_graded else None for item in found),
        taken_s=sum(times) if times else None,
    )
