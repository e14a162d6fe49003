"""The audit log of a take-home: who did what, and when. It only grows, and each entry is chained to the one before.

People are in it by their numbers, which tell nothing once they are forgotten. `prep assess verify` compares it with
what the database holds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from prep.assessment.packs.keys import TeamKey, canonical
from prep.assessment.packs.layout import TamperedError
from prep.store.tables.take_homes import audit, take_homes

_BEGINNING: Final = ""


class What(StrEnum):
    """What was done."""

    BEGUN = "begun"
    ADOPTED = "adopted"
    """Rows of before there were seals were sealed as they were found."""

    VERSION = "version"
    """Which version of a part counts."""

    INVITED = "invited"
    """A candidate was entered, by the list or by a file that came."""

    COLLECTED = "collected"
    REGRADED = "regraded"
    """Grades were dropped, so that they are made afresh."""

    RETRIED = "retried"
    REVIEWER = "reviewer"
    ASSIGNED = "assigned"
    MARKED = "marked"
    COMMENTED = "commented"
    EXPORTED = "exported"
    SENT = "sent"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One line of the log."""

    number: int
    at: datetime
    who: str
    what: What
    facts: Mapping[str, Any]
    seal: str


def lock(connection: Connection, take_home: str) -> None:
    """Make all others who write to this take-home wait until the transaction ends.

    On PostgreSQL two who read first and then write would both find nothing there; on SQLite a transaction that writes
    is alone anyway.
    """
    row = select(take_homes.c.id).where(take_homes.c.id == take_home)
    connection.execute(row.with_for_update(key_share=True))


def record(  # one parameter a column
    connection: Connection,
    key: TeamKey,
    take_home: str,
    what: What,
    *,
    who: str,
    now: datetime,
    **facts: Any,  # noqa: ANN401 - any JSON
) -> None:
    """Append an entry; it is kept together with what it tells of, or neither is."""
    lock(connection, take_home)
    query = select(audit.c.number, audit.c.seal).where(audit.c.take_home == take_home)
    last = connection.execute(query.order_by(audit.c.number.desc()).limit(1)).first()
    number, before = (last.number + 1, last.seal) if last else (1, _BEGINNING)
    row = {"take_home": take_home, "number": number, "at": now, "who": who[:120], "what": what.value}
    row["facts"] = json.dumps(facts, sort_keys=True)
    connection.execute(insert(audit).values({**row, "seal": _sealed(key, row, before)}))


def read_audit(connection: Connection, key: TeamKey, take_home: str) -> list[AuditEntry]:
    """The whole log, oldest first.

    Raises:
        TamperedError: an entry was changed, taken out or put in.
    """
    found: list[AuditEntry] = []
    before = _BEGINNING
    rows = connection.execute(select(audit).where(audit.c.take_home == take_home).order_by(audit.c.number)).mappings()
    for number, row in enumerate(rows, 1):
        if row["number"] != number or row["seal"] != _sealed(key, row, before):
            raise TamperedError(
                f"entry {number} of the audit log of `{take_home}` was changed, or one before it is missing; "
                "restore the database from a backup, and ask who can write to it"
            )
        found.append(
            AuditEntry(
                number=number,
                at=row["at"],
                who=row["who"],
                what=What(row["what"]),
                facts=json.loads(row["facts"]),
                seal=row["seal"],
            )
        )
        before = row["seal"]
    return found


def _sealed(key: TeamKey, row: Mapping[Any, Any], before: str) -> str:
    plain = {name: row[name] for name in ("take_home", "number", "who", "what", "facts")}
    return key.seal(canonical({"audit": plain, "at": row["at"].astimezone(UTC).isoformat(), "after": before}))
