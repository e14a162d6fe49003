"""The candidates of a take-home: a code for each, which stands for the name everywhere but here."""

import csv
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, true

from prep.assessment.home import TakeHome
from prep.model.errors import ContentError, StorageError
from prep.store.database import reading, writing
from prep.store.tables.take_homes import candidates, people

_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that people take for one another."""

_CODE_LENGTH: Final = 6
MAX_NAME: Final = 200


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A person who takes it."""

    id: int
    code: str
    name: str
    contact: str
    extra_minutes: int


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A row of the team's own list."""

    name: str
    contact: str = ""
    extra_minutes: int = 0


def read_invited(path: Path) -> list[Invited]:
    """Read a CSV file with the columns name and, if wanted, contact and extra_minutes.

    Raises:
        ContentError: it cannot be read; the text names the line and how to mend it.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ContentError(f"{path} cannot be read as CSV ({error}); save it as UTF-8 with a header line") from None
    if rows and "name" not in rows[0]:
        raise ContentError(f"{path} has no column `name`; its first line must be: name,contact,extra_minutes")
    return [_invited(row, f"{path}, line {number}") for number, row in enumerate(rows, 2)]


def _invited(row: dict[str, str | None], where: str) -> Invited:
    name = (row.get("name") or "").strip()
    if not name or len(name) > MAX_NAME:
        raise ContentError(f"{where}: the name is missing or too long; give each candidate one")
    extra = (row.get("extra_minutes") or "0").strip() or "0"
    if not extra.isdecimal() or int(extra) > 60 * 24 * 30:
        raise ContentError(f"{where}: extra_minutes is {extra[:40]!r}; write a whole number of minutes")
    return Invited(name=name, contact=(row.get("contact") or "").strip()[:MAX_NAME], extra_minutes=int(extra))


def invite(home: TakeHome, invited: Sequence[Invited], now: datetime) -> list[Candidate]:
    """Enter people, each under a new code; who is there already keeps theirs, with the newest accommodation."""
    with writing(home.engine) as connection:
        return [_enter(connection, home, person, now) for person in invited]


def candidate_for(connection: Connection, home: TakeHome, who: str, *, is_code: bool, now: datetime) -> Candidate:
    """The candidate of that code or name; one whose name is new is entered.

    Raises:
        StorageError: there is no such code.
    """
    same_code = candidates.c.code == (who if is_code else who.upper())
    same = same_code if is_code else or_(same_code, people.c.name == who, func.lower(people.c.name) == who.lower())
    if found := _some(connection, home, same):
        return found[0]
    if is_code:
        raise StorageError(f"no candidate has the code {who[:20]!r}; they may have been forgotten")
    return _enter(connection, home, Invited(name=who[:MAX_NAME]), now)


def all_candidates(home: TakeHome) -> list[Candidate]:
    """In the order of their codes, which tells nothing."""
    with reading(home.engine) as connection:
        return _all(connection, home)


def find_candidate(home: TakeHome, who: str) -> Candidate:
    """A candidate by code or name.

    Raises:
        StorageError: there is none, or the name is that of several.
    """
    folded = who.casefold()
    found = [one for one in all_candidates(home) if folded in (one.code.casefold(), one.name.casefold())]
    if len(found) != 1:
        told = "several candidates are called" if found else "no candidate is called"
        raise StorageError(f"{told} {who[:80]!r}; `prep assess status` lists the codes")
    return found[0]


def _all(connection: Connection, home: TakeHome) -> list[Candidate]:
    return _some(connection, home, true())


def _some(connection: Connection, home: TakeHome, wanted: ColumnElement[bool]) -> list[Candidate]:
    query = (
        select(candidates.c.id, candidates.c.code, candidates.c.extra_minutes, people.c.name, people.c.contact)
        .outerjoin(people, people.c.candidate == candidates.c.id)
        .where(candidates.c.take_home == home.id, wanted)
        .order_by(candidates.c.code)
    )
    return [
        Candidate(
            id=row.id, code=row.code, name=row.name or "", contact=row.contact or "", extra_minutes=row.extra_minutes
        )
        for row in connection.execute(query)
    ]


def _enter(connection: Connection, home: TakeHome, person: Invited, now: datetime) -> Candidate:
    same = (
        select(candidates.c.id, candidates.c.code)
        .join(people, people.c.candidate == candidates.c.id)
        .where(candidates.c.take_home == home.id, people.c.name == person.name, people.c.contact == person.contact)
    )
    known = connection.execute(same).first()
    if known is not None:
        renewed = {"extra_minutes": person.extra_minutes}
        connection.execute(candidates.update().where(candidates.c.id == known.id).values(renewed))
        return _candidate(known.id, known.code, person)
    code = _new_code(connection, home)
    row = {"take_home": home.id, "code": code, "extra_minutes": person.extra_minutes, "added_at": now}
    number = connection.execute(insert(candidates).values(row).returning(candidates.c.id)).scalar_one()
    connection.execute(insert(people).values(candidate=number, name=person.name, contact=person.contact))
    return _candidate(number, code, person)


def _candidate(number: int, code: str, person: Invited) -> Candidate:
    return Candidate(id=number, code=code, name=person.name, contact=person.contact, extra_minutes=person.extra_minutes)


def _new_code(connection: Connection, home: TakeHome) -> str:
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
        taken = select(func.count()).where(candidates.c.take_home == home.id, candidates.c.code == code)
        if not connection.execute(taken).scalar_one():
            return code
