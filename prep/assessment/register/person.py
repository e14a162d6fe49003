"""Everything that is kept of one person, for that person: what the law calls access."""

import base64
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, or_, select

from prep.assessment.packs.kept_work import unpack_work
from prep.assessment.register.audit import read_audit
from prep.assessment.register.home import TakeHome
from prep.assessment.register.roster import Candidate
from prep.store.database import snapshot
from prep.store.tables.take_homes import candidates, comments, grades, marks, resemblances, submissions, works

_OURS: Final = frozenset({"seal", "candidate", "log_digest", "content"})
"""Columns that say nothing of a person."""


def export_person(home: TakeHome, candidate: Candidate, now: datetime) -> dict[str, Any]:
    """A person's name, work, log, grades, marks, comments and likenesses, and what was done with them.

    Reviewers and other candidates are people as well: they are numbered, not named.
    """
    with snapshot(home.engine) as connection:
        handed_in = connection.execute(select(submissions).where(submissions.c.candidate == candidate.id)).mappings()
        mine = {row["id"]: _plain(row) for row in handed_in}
        entered = select(candidates.c.added_at).where(candidates.c.id == candidate.id)
        added_at = connection.execute(entered).scalar_one()
        for row in connection.execute(select(works).where(works.c.submission.in_(mine))).mappings().all():
            alike = or_(resemblances.c.work == row["id"], resemblances.c.other == str(row["id"]))
            mine[row["submission"]].setdefault("works", []).append(
                {
                    **_plain(row),
                    "files": {name: _text(body) for name, body in _files(row["content"]).items()},
                    "grades": [
                        _plain(one)
                        for one in connection.execute(select(grades).where(grades.c.work == row["id"])).mappings()
                    ],
                    "alike": [
                        {"share": one["share"], "back": one["back"]}
                        for one in connection.execute(select(resemblances).where(alike)).mappings()
                    ],
                }
            )
        numbers: dict[str, int] = {}
        for number, told in mine.items():
            for table in (marks, comments):
                rows = connection.execute(select(table).where(table.c.submission == number)).mappings().all()
                told[_words(table)] = [_by_number(row, numbers) for row in rows]
        log = read_audit(connection, home.key, home.id)
        about = [entry for entry in log if entry.facts.get("candidate") == candidate.id]
        about += [entry for entry in log if entry.facts.get("submission") in mine and entry not in about]
    return {
        "format_version": 1,
        "assessment": home.id,
        "title": home.assessment.title,
        "exported_at": now.isoformat(),
        "person": {
            "code": candidate.code,
            "name": candidate.name,
            "contact": candidate.contact,
            "extra_minutes": candidate.extra_minutes,
            "invited": candidate.invited,
            "added_at": added_at.isoformat(),
        },
        "kept_for_days": home.assessment.policy.retention_days,
        "submissions": list(mine.values()),
        "done": [
            {"at": entry.at.isoformat(), "what": entry.what.value} for entry in sorted(about, key=lambda e: e.number)
        ],
    }


def _files(content: bytes) -> dict[str, bytes]:
    work = unpack_work(content)
    return {**work.files, **work.originals}


def _words(table: Table) -> str:
    return table.name.removeprefix("take_home_")


def _by_number(row: Mapping[Any, Any], numbers: dict[str, int]) -> dict[str, Any]:
    number = numbers.setdefault(row["reviewer"], len(numbers) + 1)
    return {**_plain(row), "reviewer": f"reviewer {number}"}


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return dict(_fields(row))


def _fields(row: Mapping[Any, Any]) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        if name not in _OURS:
            yield name, value.isoformat() if isinstance(value, datetime) else value


def _text(body: bytes) -> str:
    """As it was handed in; what is not text, in base64."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return f"base64:{base64.b64encode(body).decode()}"
