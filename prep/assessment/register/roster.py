"""The candidates of a take-home: a code for each, which stands for the name everywhere but here."""

import csv
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, insert, select, true, update

from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.audit import What, lock
from prep.assessment.register.home import TakeHome, note_done
from prep.assessment.register.seals import seal_person
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
    invited: bool
    """By the team's list, not by a file that came."""


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
        lock(connection, home.id)
        return [enter(connection, home, person, now, invited=True) for person in invited]


def all_candidates(home: TakeHome) -> list[Candidate]:
    """In the order of their codes, which tells nothing."""
    with reading(home.engine) as connection:
        return candidates_where(connection, home, true())


def find_candidate(home: TakeHome, who: str) -> Candidate:
    """A candidate by code or name.

    Raises:
        StorageError: there is none, or the name is that of several.
    """
    wanted = folded(who)
    found = [one for one in all_candidates(home) if wanted in (folded(one.code), folded(one.name))]
    if len(found) != 1:
        told = "several candidates are called" if found else "no candidate is called"
        raise StorageError(f"{told} {who[:80]!r}; `prep assess status` lists the codes")
    return found[0]


def candidates_where(connection: Connection, home: TakeHome, wanted: ColumnElement[bool]) -> list[Candidate]:
    """The candidates for whom something holds, by their codes.

    Raises:
        TamperedError: one of them was changed in the database.
    """
    query = (
        select(candidates, people.c.name, people.c.contact)
        .outerjoin(people, people.c.candidate == candidates.c.id)
        .where(candidates.c.take_home == home.id, wanted)
        .order_by(candidates.c.code)
    )
    return [read_candidate(home, row) for row in connection.execute(query).mappings()]


def read_candidate(home: TakeHome, row: Mapping[Any, Any]) -> Candidate:
    """A candidate from a row of both tables.

    Raises:
        TamperedError: it was changed in the database.
    """
    whole = {**row, "name": row["name"] or "", "contact": row["contact"] or ""}
    if seal_person(home.key, whole) != row["seal"]:
        raise TamperedError(
            f"the name or the extra time of {row['code']} was changed in the database; `prep assess verify` shows what "
            "else was, and a backup has it as it was"
        )
    return Candidate(
        id=row["id"],
        code=row["code"],
        name=whole["name"],
        contact=whole["contact"],
        extra_minutes=row["extra_minutes"],
        invited=row["invited"],
    )


def folded(text: str) -> str:
    """A name without case, spaces and ways to write the same letter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def enter(connection: Connection, home: TakeHome, person: Invited, now: datetime, *, invited: bool) -> Candidate:
    """Enter a person, or renew who is there already; the take-home must be locked."""
    key = f"{folded(person.name)}\n{folded(person.contact)}"
    known = candidates_where(connection, home, people.c.key == key)
    if known and (known[0].extra_minutes, known[0].invited) == (person.extra_minutes, invited):
        return known[0]
    if known:
        renewed = {"extra_minutes": person.extra_minutes, "invited": invited or known[0].invited}
        number = known[0].id
        connection.execute(update(candidates).where(candidates.c.id == number).values(renewed))
    else:
        row: dict[str, object] = {
            "take_home": home.id,
            "code": _new_code(connection, home),
            "extra_minutes": person.extra_minutes,
        }
        row |= {"added_at": now, "invited": invited, "seal": ""}
        number = connection.execute(insert(candidates).values(row).returning(candidates.c.id)).scalar_one()
        name = {"candidate": number, "name": person.name, "contact": person.contact, "take_home": home.id, "key": key}
        connection.execute(insert(people).values(name))
    query = select(candidates, people.c.name, people.c.contact).join(people, people.c.candidate == candidates.c.id)
    kept = connection.execute(query.where(candidates.c.id == number)).mappings().one()
    seal = seal_person(home.key, kept)
    connection.execute(update(candidates).where(candidates.c.id == number).values(seal=seal))
    note_done(connection, home, What.INVITED, now, candidate=number, invited=kept["invited"])
    return read_candidate(home, {**kept, "seal": seal})


def _new_code(connection: Connection, home: TakeHome) -> str:
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
        taken = select(func.count()).where(candidates.c.take_home == home.id, candidates.c.code == code)
        if not connection.execute(taken).scalar_one():
            return code
