"""Practice data as one JSON document: written whole, and merged into what is there when it is read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from typing import Any, Final, TypeVar

import dacite
from sqlalchemy import Connection, select

from prep.model.errors import StorageError
from prep.model.text import one_line
from prep.store.practice import add, all_cards, put_cards
from prep.store.records import (
    AttemptKind,
    AttemptRecord,
    CardRecord,
    EntryKind,
    EntryRecord,
    ReviewRecord,
    SittingRecord,
)
from prep.store.tables.practice import attempts, journal, reviews, sittings

FORMAT: Final = "prep-data"
FORMAT_VERSION: Final = 1

Record = SittingRecord | AttemptRecord | ReviewRecord | EntryRecord
R = TypeVar("R", bound=Record | CardRecord)

_LOGS: Final[dict[str, tuple[type[Record], Any]]] = {
    "sittings": (SittingRecord, sittings),
    "attempts": (AttemptRecord, attempts),
    "reviews": (ReviewRecord, reviews),
    "journal": (EntryRecord, journal),
}
_LATER: Final = frozenset({"journal"})
"""What documents of earlier releases do not hold."""


@dataclass
class Merged:
    """How many rows an import added; what was there already is not counted."""

    added: dict[str, int] = field(default_factory=dict)


def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    text = (resources.files("prep.store") / "schemas" / f"data-{FORMAT_VERSION}.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def export_data(connection: Connection, now: datetime) -> dict[str, Any]:
    """Everything that is kept of practice, ready to be written as JSON."""
    document: dict[str, Any] = {"format": FORMAT, "format_version": FORMAT_VERSION, "exported_at": now.isoformat()}
    for name, (_, table) in _LOGS.items():
        columns = [column for column in table.c if column.name != "id"]
        rows = connection.execute(select(*columns).order_by(table.c.id)).mappings()
        document[name] = [_plain(row) for row in rows]
    document["cards"] = [_plain(vars(card)) for card in all_cards(connection).values()]
    return document


def import_data(connection: Connection, text: str, source: str) -> Merged:
    """Merge a document into the database: rows that are there already stay, of two cards the later reviewed one stays.

    Raises:
        StorageError: the document is not one of ours, or of a newer format.
    """
    document = _parse(text, source)
    merged = Merged()
    for name, (kind, table) in _LOGS.items():
        known = set(connection.execute(select(table.c.uid)).scalars())
        read = {record.uid: record for record in _read(document, name, kind, source)}
        new = [record for uid, record in read.items() if uid not in known]
        for record in new:
            add(connection, record)
        merged.added[name] = len(new)
    have = all_cards(connection)
    cards = [card for card in _read(document, "cards", CardRecord, source) if _is_later(card, have.get(card.question))]
    put_cards(connection, {card.question: card for card in cards}.values())
    merged.added["cards"] = len(cards)
    return merged


def _is_later(card: CardRecord, have: CardRecord | None) -> bool:
    if have is None:
        return True
    if card.last_review is None or have.last_review is None:
        return have.last_review is None and card.last_review is not None
    return card.last_review > have.last_review


def _parse(text: str, source: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise StorageError(f"{source}: not JSON; give the file that `prep data export` wrote") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise StorageError(f"{source}: not written by `prep data export`")
    if document.get("format_version") != FORMAT_VERSION:
        version = one_line(repr(document.get("format_version")), 20)
        raise StorageError(f"{source}: has format version {version}; this release reads {FORMAT_VERSION}")
    return document


def _read(document: Mapping[str, Any], name: str, kind: type[R], source: str) -> Iterator[R]:
    rows = document.get(name, [] if name in _LATER else None)
    if not isinstance(rows, list):
        raise StorageError(f"{source}: `{name}` is not a list")
    config = dacite.Config(type_hooks={datetime: _aware, float: _number}, cast=[AttemptKind, EntryKind], strict=True)
    for number, row in enumerate(rows, 1):
        try:
            yield dacite.from_dict(kind, row, config)
        except (dacite.DaciteError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise StorageError(f"{source}: `{name}` {number}: {one_line(str(error), 160)}") from None


def _aware(value: object) -> datetime:
    time = datetime.fromisoformat(value) if isinstance(value, str) else None
    if time is None or time.tzinfo is None:
        raise ValueError(f"{value!r} is not a time with an offset")
    return time


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e15:
        raise ValueError(f"{value!r} is not a number")
    return float(value)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
