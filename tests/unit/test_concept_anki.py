"""The deck of cards, opened as Anki opens it."""

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from prep.concepts.anki import write_anki
from prep.model.errors import StorageError
from prep.model.question import Question
from tests.unit.shipped_questions import QUESTIONS


def cards(path: Path, folder: Path) -> dict[str, tuple[str, str, int]]:
    """The guid, the fields and the form's id of each note by its guid."""
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as database:
        return {
            guid: (flds, tags, mid)
            for guid, flds, tags, mid in database.execute("select guid, flds, tags, mid from notes")
        }


def export(questions: list[Question], folder: Path) -> dict[str, tuple[str, str, int]]:
    folder.mkdir()
    write_anki(questions, folder / "deck.apkg")
    return cards(folder / "deck.apkg", folder)


def test_every_question_is_a_card_with_its_points(tmp_path: Path) -> None:
    found = export(QUESTIONS, tmp_path / "all")
    assert len(found) == len(QUESTIONS)
    fields = "".join(text for text, _, _ in found.values())
    assert all(point.follow_up for question in QUESTIONS for point in question.points)
    assert "<li>" in fields


def test_a_changed_question_keeps_its_card(tmp_path: Path) -> None:
    before = export(QUESTIONS[:3], tmp_path / "before")
    changed = [replace(question, question="Changed?") for question in QUESTIONS[:3]]
    after = export(changed[::-1], tmp_path / "after")
    assert before.keys() == after.keys()
    assert {mid for _, _, mid in before.values()} == {mid for _, _, mid in after.values()}
    assert all("Changed?" in text for text, _, _ in after.values())


def test_markup_in_a_question_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    hostile = replace(QUESTIONS[0], question="<img src=x onerror=alert(1)>", model_answer="a < b & c")
    [(text, _, _)] = export([hostile], tmp_path / "hostile").values()
    assert "&lt;img src=x" in text
    assert "<img" not in text
    assert "a &lt; b &amp; c" in text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        write_anki(QUESTIONS[:1], tmp_path / "missing" / "deck.apkg")
