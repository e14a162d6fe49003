"""Questions as a deck of Anki cards.

The ids of decks, of the card's form and of cards follow from the questions' ids: who imports a newer export keeps what
was learned, and cards change in place.
"""

import zlib
from collections.abc import Sequence
from html import escape
from pathlib import Path

from prep.model.errors import ContentError, StorageError
from prep.model.extras import how_to_add
from prep.model.question import Question

_CSS = """\
.card { font-family: sans-serif; font-size: 18px; line-height: 1.45; max-width: 42em; margin: 0 auto; padding: 1em; }
.topic { color: #667; font-size: 14px; }
h3 { margin: 1em 0 0.3em; font-size: 16px; }
"""
_FRONT = '<div class="topic">{{Topic}}</div>{{Question}}'
_BACK = "{{FrontSide}}<hr id=answer>{{Answer}}<h3>What counts</h3>{{Points}}{{#Wrong}}<h3>Mind</h3>{{Wrong}}{{/Wrong}}"


def write_anki(questions: Sequence[Question], path: Path) -> None:
    """Write a package that Anki imports: one card a question, one deck a topic below the deck "prep".

    Raises:
        StorageError: the file cannot be written.
        ContentError: the library that writes such packages is not installed.
    """
    try:
        import genanki  # an extra, for this command only
    except ImportError:
        raise ContentError(f"a deck of cards needs the extra `anki`: {how_to_add('anki')}") from None

    model = genanki.Model(
        _number("model concept question"),
        "prep concept question",
        fields=[{"name": name} for name in ("Question", "Topic", "Answer", "Points", "Wrong")],
        templates=[{"name": "Answer in your own words", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    decks = {
        topic: genanki.Deck(_number(f"deck {topic}"), f"prep::{topic}")
        for topic in sorted({question.topic for question in questions})
    }
    for question in questions:
        tags = [question.topic, str(question.level)]
        guid = genanki.guid_for("prep", question.id)
        decks[question.topic].add_note(genanki.Note(model, _fields(question), tags=tags, guid=guid))
    beside = path.with_name(f".{path.name}.part")
    try:
        genanki.Package(list(decks.values())).write_to_file(str(beside))
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None


def _fields(question: Question) -> list[str]:
    wrong = [misconception.feedback for misconception in question.misconceptions]
    return [
        _paragraphs(question.question),
        escape(f"{question.topic}, {question.level}"),
        _paragraphs(question.model_answer),
        _items([point.description for point in question.points]),
        _items(wrong) if wrong else "",
    ]


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in text.strip().split("\n\n"))


def _items(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _number(name: str) -> int:
    """A stable id in the range that Anki wants, from 2^30 to 2^31."""
    return (1 << 30) + zlib.crc32(f"prep {name}".encode()) % (1 << 30)
