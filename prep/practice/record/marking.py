"""What a person marks by hand: bookmarks, notes, what is not asked any more, what is to be asked again."""

from typing import Final

from prep.model.errors import ContentError
from prep.practice.desk.desk import Desk
from prep.practice.record import journal
from prep.practice.record.journal import Demand, Journal
from prep.store.practice import add, all_entries
from prep.store.records import EntryKind, EntryRecord

MOST_NOTE: Final = 2_000
"""Characters of a note."""

_BY_HAND = "by hand"
"""Stands for the check where nothing failed."""


def bookmark(desk: Desk, item: str, *, on: bool) -> None:
    """Set a bookmark, or take it away.

    Raises:
        ContentError: there is no such challenge or question.
        StorageError: it cannot be kept.
    """
    _keep(desk, item, journal.mark(EntryKind.BOOKMARKED, item, desk.now(), on=on))


def suspend(desk: Desk, item: str, *, on: bool) -> None:
    """Never ask it again, until that is taken back.

    Raises:
        ContentError: there is no such challenge or question.
        StorageError: it cannot be kept.
    """
    _keep(desk, item, journal.mark(EntryKind.SUSPENDED, item, desk.now(), on=on))


def write_note(desk: Desk, item: str, text: str) -> None:
    """Keep a note, instead of the one before; an empty one takes it away.

    Raises:
        ContentError: there is no such challenge or question.
        StorageError: it cannot be kept.
    """
    _keep(desk, item, journal.note(item, text[:MOST_NOTE], desk.now()))


def ask_again(desk: Desk, question: str) -> None:
    """Make a question due now, whatever the schedule says.

    Raises:
        ContentError: there is no such question.
        StorageError: it cannot be kept.
    """
    desk.library.question(question)
    now = desk.now()
    wish = Demand(question=question, challenge="", check=_BY_HAND, why="you asked for it again", since=now)
    _keep(desk, question, journal.demand(wish, now))


def load_journal(desk: Desk) -> Journal:
    """What holds now.

    Raises:
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        return Journal.read(all_entries(connection))


def _keep(desk: Desk, item: str, entry: EntryRecord) -> None:
    if item not in desk.library.challenges and item not in desk.library.questions:
        if "/" in item:
            desk.library.challenge(item)
        desk.library.question(item)
        raise ContentError(f"no challenge or question `{item}`")
    with desk.notebook.writing() as connection:
        add(connection, entry)
