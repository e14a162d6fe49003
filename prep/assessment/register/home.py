"""A take-home in the database: which one it is, whose key seals it, and which version of each part counts."""

import getpass
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.layout import TamperedError
from prep.assessment.packs.variants import content_for, listed_variants
from prep.assessment.register.audit import What, lock, record
from prep.assessment.register.seals import adopt
from prep.assessment.spec.assessment import Assessment
from prep.assessment.spec.content import Content, resolve_content
from prep.catalog.reader import build_spec
from prep.model.challenge import Challenge
from prep.model.errors import PrepError, StorageError
from prep.store.database import insert_new, reading, writing
from prep.store.tables.take_homes import audit, candidates, grades, take_homes, versions, works
from prep.store.take_homes import among_grades


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "unknown"


@dataclass(frozen=True)
class TakeHome:
    """Everything that a command about one assessment needs."""

    engine: Engine
    content: Content
    key: TeamKey
    who: str = field(default_factory=_login)
    """Who does what the audit log tells."""

    @property
    def id(self) -> str:
        return self.content.assessment.id

    @property
    def assessment(self) -> Assessment:
        return self.content.assessment

    def content_for(self, code: str) -> Content:
        """As the candidate of a code got it."""
        return content_for(self.content, self.key, code)

    def challenge_of(self, part: str, code: str) -> Challenge:
        """The version of a challenge that the candidate of a code got."""
        return self.content_for(code).challenges[part]

    def content_version(self, part: str) -> str:
        """The version of a part as it lies on this machine; of all its variants together, where it has some."""
        if part in self.content.variants:
            together = " ".join(one.fingerprint for one in self.content.variants[part])
            return hashlib.sha256(together.encode()).hexdigest()[:16]
        if part in self.content.challenges:
            return self.content.challenges[part].fingerprint
        return self.content.questions[part].fingerprint


def open_take_home(engine: Engine, content: Content, key: TeamKey, now: datetime) -> TakeHome:
    """Enter an assessment into the database, or find it there.

    Raises:
        StorageError: it was made under another team's key, or the database fails.
    """
    home = TakeHome(engine, content, key)
    spec = json.dumps(asdict(content.assessment))
    row = {"id": home.id, "title": content.assessment.title, "spec": spec, "team": key.fingerprint}
    with writing(engine) as connection:
        begun = insert_new(connection, take_homes, row | {"created_at": now, "is_sealed": True})
        lock(connection, home.id)
        query = select(take_homes.c.team, take_homes.c.is_sealed).where(take_homes.c.id == home.id)
        team, is_sealed = connection.execute(query).one()
        if team != key.fingerprint:
            raise StorageError(
                f"`{home.id}` was begun under the team key {team}, and this machine has {key.fingerprint}; copy that "
                f"machine's team.key into the data folder, or give the assessment another `id`"
            )
        if begun:
            note_done(connection, home, What.BEGUN, now)
        else:
            _refuse_other_variants(connection, home)
            renewed = {"title": content.assessment.title, "spec": spec}
            connection.execute(update(take_homes).where(take_homes.c.id == home.id).values(renewed))
        if not is_sealed:
            if connection.execute(select(audit.c.id).where(audit.c.take_home == home.id).limit(1)).first():
                raise TamperedError(f"`{home.id}` had seals before and is marked as if it had none; restore a backup")
            note_done(connection, home, What.ADOPTED, now, rows=adopt(connection, key, home.id))
        _enter_versions(connection, home, now)
    return home


def _refuse_other_variants(connection: Connection, home: TakeHome) -> None:
    """Who got which version would change with the list, and be graded by another than was sent."""
    kept = connection.execute(select(take_homes.c.spec).where(take_homes.c.id == home.id)).scalar_one()
    former, listed = listed_variants(json.loads(kept)), listed_variants(asdict(home.assessment))
    anybody = select(candidates.c.id).where(candidates.c.take_home == home.id).limit(1)
    if former != listed and connection.execute(anybody).first() is not None:
        told = "; ".join(f"{part}: {', '.join(names)}" for part, names in former.items()) or "none"
        raise StorageError(
            f"the variants of `{home.id}` were {told}, and packs were made by them; list them as they were, or give "
            "the assessment another `id`"
        )


def note_done(connection: Connection, home: TakeHome, what: What, now: datetime, **facts: Any) -> None:  # noqa: ANN401
    """Tell the audit log what is done in this transaction."""
    record(connection, home.key, home.id, what, who=home.who, now=now, **facts)


def join_take_home(engine: Engine, take_home: str, roots: Sequence[Path], key: TeamKey) -> TakeHome:
    """A take-home as another machine entered it, with the content of this one: what a worker opens.

    Raises:
        PrepError: it is not in the database, this machine has another team's key, or lacks its content.
    """
    query = select(take_homes.c.spec, take_homes.c.team).where(take_homes.c.id == take_home)
    with reading(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise PrepError(f"no take-home `{take_home}` in this database; give all machines the same --database")
    if row.team != key.fingerprint:
        raise PrepError(
            f"`{take_home}` is sealed with the team key {row.team}, and this machine has {key.fingerprint}; copy "
            "team.key from the data folder there into the one here"
        )
    assessment = build_spec(json.loads(row.spec), Assessment, f"the assessment `{take_home}`")
    return TakeHome(engine, resolve_content(assessment, roots), key)


def counting_versions(home: TakeHome) -> Mapping[str, str]:
    """Which version of each part counts; grades by other versions are kept, and change nothing."""
    with reading(home.engine) as connection:
        return read_versions(connection, home)


def read_versions(connection: Connection, home: TakeHome) -> Mapping[str, str]:
    """As `counting_versions`, for who reads more at the same time."""
    rows = connection.execute(select(versions.c.part, versions.c.version).where(versions.c.take_home == home.id))
    kept = {row.part: row.version for row in rows}
    return {part.id: kept[part.id] for part in home.assessment.parts}


def switch_version(home: TakeHome, part: str, now: datetime) -> None:
    """From now on the grades by this machine's version of a part count."""
    with writing(home.engine) as connection:
        changed = {"version": home.content_version(part), "switched_at": now}
        here = (versions.c.take_home == home.id) & (versions.c.part == part)
        connection.execute(update(versions).where(here).values(changed))
        note_done(connection, home, What.VERSION, now, part=part, version=changed["version"])


def _enter_versions(connection: Connection, home: TakeHome, now: datetime) -> None:
    """A part that is new, or was not graded yet, counts by the version that lies here."""
    rows = connection.execute(select(versions.c.part, versions.c.version).where(versions.c.take_home == home.id))
    kept = {row.part: row.version for row in rows}
    for part in home.assessment.parts:
        current = home.content_version(part.id)
        row = {"take_home": home.id, "part": part.id, "version": current, "switched_at": now}
        if part.id not in kept:
            connection.execute(insert(versions).values(row))
            note_done(connection, home, What.VERSION, now, part=part.id, version=current)
        elif kept[part.id] != current and not _is_graded(connection, home, part.id, kept[part.id]):
            here = (versions.c.take_home == home.id) & (versions.c.part == part.id)
            connection.execute(update(versions).where(here).values(row))
            note_done(connection, home, What.VERSION, now, part=part.id, version=current)


def _is_graded(connection: Connection, home: TakeHome, part: str, version: str) -> bool:
    query = among_grades(home.id, grades.c.id).where(works.c.part == part, grades.c.version == version).limit(1)
    return connection.execute(query).first() is not None
