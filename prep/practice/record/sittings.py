"""Ends sittings: their reports are written, then the row that makes them count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from prep.model.sitting import PastScore, Sitting, SittingKind
from prep.practice.desk.notebook import OwnData
from prep.practice.record.earlier import with_earlier
from prep.reports.render import render_html
from prep.reports.summarize import summarize_sitting
from prep.reports.terminal import render_text
from prep.store.files import write_file
from prep.store.practice import add, put_cards, recent_sittings
from prep.store.records import AttemptRecord, CardRecord, EntryRecord, ReviewRecord, SittingRecord, new_uid

REPORT_FILE: Final = "report.html"
TEXT_FILE: Final = "report.txt"
_HISTORY: Final = 20


@dataclass(frozen=True, kw_only=True)
class KeptSitting:
    """A sitting that is kept."""

    record: SittingRecord
    sitting: Sitting
    report: Path


def past_scores(notebook: OwnData, kind: SittingKind, title: str | None = None) -> tuple[PastScore, ...]:
    """Earlier sittings of a kind, oldest first; only those of a title if one is given.

    Raises:
        StorageError: the database fails.
    """
    with notebook.reading() as connection:
        records = recent_sittings(connection, _HISTORY if title is None else 1000, kind)
    found = [record for record in records if title in (None, record.title)][:_HISTORY]
    return tuple(PastScore(at=one.finished_at, title=one.title, share=one.share) for one in reversed(found))


def keep_sitting(
    notebook: OwnData,
    sitting: Sitting,
    *,
    folder: str | None = None,
    uid: str | None = None,
    attempts: Sequence[AttemptRecord] = (),
    reviews: Sequence[ReviewRecord] = (),
    cards: Sequence[CardRecord] = (),
    entries: Sequence[EntryRecord] = (),
) -> KeptSitting:
    """Write the report of a finished sitting, and in one transaction its row and those that belong to it.

    Args:
        notebook: Where it is kept.
        sitting: What was done.
        folder: Where the report goes, below the data folder; a folder of its own unless given.
        uid: Of the sitting, if some of its attempts are kept already.
        attempts: Its attempts that are not kept yet.
        reviews: Reviews that came of it.
        cards: Cards that it changed.
        entries: What it adds to the journal.

    Raises:
        StorageError: it cannot be written; then nothing of it counts.
    """
    uid = uid or new_uid()
    folder = folder or f"reports/{stamp(sitting.finished_at)}-{sitting.kind}-{uid[:6]}"
    report = notebook.data / folder / REPORT_FILE
    sitting = with_earlier(notebook, sitting, uid)
    view = summarize_sitting(sitting)
    write_file(report, render_html(view))
    write_file(report.with_name(TEXT_FILE), render_text(view))
    record = SittingRecord(
        uid=uid,
        kind=sitting.kind,
        title=sitting.title,
        started_at=sitting.started_at,
        finished_at=sitting.finished_at,
        share=round(sitting.share, 4),
        folder=folder,
    )
    with notebook.writing() as connection:
        add(connection, record)
        for attempt in attempts:
            add(connection, attempt)
        for review in reviews:
            add(connection, review)
        for entry in entries:
            add(connection, entry)
        put_cards(connection, cards)
    return KeptSitting(record=record, sitting=sitting, report=report)


def stamp(time: datetime) -> str:
    """A time as the name of a folder, in order of time."""
    return time.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
