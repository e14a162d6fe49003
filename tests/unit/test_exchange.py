"""Practice data as JSON: what is exported fits the schema and comes back whole; what is broken is told in one line."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from prep.model.errors import StorageError
from prep.store.database import open_database, reading, writing
from prep.store.exchange import export_data, import_data, schema
from prep.store.practice import add, all_cards, find_cards, put_cards, recent_sittings
from prep.store.records import (
    AttemptKind,
    AttemptRecord,
    CardRecord,
    EntryKind,
    EntryRecord,
    ReviewRecord,
    SittingRecord,
)
from tests.conforming import conforms

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def filled(folder: Path) -> Engine:
    engine = open_database(f"sqlite:///{folder / 'prep.db'}")
    sitting = SittingRecord(
        kind="drill", title="Drill", started_at=NOW, finished_at=NOW + timedelta(minutes=5), share=0.5, folder="x"
    )
    attempt = AttemptRecord(
        kind=AttemptKind.ANSWER,
        item="dropout",
        version="abc",
        submitted_at=NOW,
        taken_s=61.5,
        points=2,
        max_points=4,
        share=0.5,
        verdict="half",
        text="It drops units at random, während des Trainings.",
        result={"score": 0.5},
        sitting_uid=sitting.uid,
    )
    with writing(engine) as connection:
        add(connection, sitting)
        add(connection, attempt)
        add(connection, ReviewRecord(question="dropout", version="abc", reviewed_at=NOW, rating=3, share=0.5))
        add(connection, EntryRecord(kind=EntryKind.NOTED, item="dropout", at=NOW, detail={"text": "again"}))
        put_cards(connection, [card(NOW)])
    return engine


def card(last_review: datetime) -> CardRecord:
    return CardRecord(question="dropout", due=NOW, last_review=last_review, card={"step": 1})


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = filled(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def document(engine: Engine) -> dict[str, Any]:
    with reading(engine) as connection:
        return export_data(connection, NOW)


@pytest.mark.slow
def test_an_export_fits_its_schema(document: dict[str, Any]) -> None:
    conforms(document, schema())


def test_a_document_of_an_earlier_release_has_no_journal_and_comes_in_all_the_same(
    document: dict[str, Any], tmp_path: Path
) -> None:
    del document["journal"]
    other = open_database(f"sqlite:///{tmp_path / 'other' / 'prep.db'}")
    with writing(other) as connection:
        added = import_data(connection, json.dumps(document), "file").added
    other.dispose()
    assert (added["attempts"], added["journal"]) == (1, 0)


def test_an_export_comes_back_whole_and_only_once(document: dict[str, Any], tmp_path: Path) -> None:
    other = open_database(f"sqlite:///{tmp_path / 'other' / 'prep.db'}")
    text = json.dumps(document)
    with writing(other) as connection:
        added = import_data(connection, text, "file").added
        assert added == {"sittings": 1, "attempts": 1, "reviews": 1, "journal": 1, "cards": 1}
        assert export_data(connection, NOW) == document
    with writing(other) as connection:
        assert set(import_data(connection, text, "file").added.values()) == {0}
        assert len(recent_sittings(connection, 9)) == 1
    other.dispose()


def test_of_two_cards_the_later_reviewed_one_stays(engine: Engine, document: dict[str, Any]) -> None:
    text = json.dumps(document)
    with writing(engine) as connection:
        put_cards(connection, [card(NOW + timedelta(days=1))])
        import_data(connection, text, "file")
        assert find_cards(connection, ["dropout"])["dropout"].last_review == NOW + timedelta(days=1)
        put_cards(connection, [card(NOW - timedelta(days=1))])
        import_data(connection, text, "file")
        assert all_cards(connection)["dropout"].last_review == NOW


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": "other"}, "not written by `prep data export`"),
        ({"format_version": 2}, "has format version 2; this release reads 1"),
        ({"reviews": {}}, "`reviews` is not a list"),
        ({"reviews": [7]}, "`reviews` 1"),
        ({"reviews": [{"question": "dropout"}]}, "`reviews` 1: missing value"),
        ({"cards": [{"question": "x", "due": "soon", "last_review": None, "card": {}, "reason": ""}]}, "`cards` 1"),
    ],
)
def test_a_document_that_does_not_fit_is_told_and_nothing_is_kept(
    engine: Engine, document: dict[str, Any], change: dict[str, Any], told: str
) -> None:
    def merge() -> None:
        with writing(engine) as connection:
            import_data(connection, json.dumps(document | {"attempts": []} | change), "file")

    with pytest.raises(StorageError) as raised:
        merge()
    assert str(raised.value).startswith("file: ")
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_not_json_is_told(engine: Engine) -> None:
    with writing(engine) as connection, pytest.raises(StorageError, match="not JSON"):
        import_data(connection, "[" * 100_000, "file")
