"""Checks a whole take-home: every seal, and that what the audit log tells of is what the database holds."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.audit import AuditEntry, What, read_audit
from prep.assessment.register.home import TakeHome, read_versions
from prep.assessment.register.seals import (
    seal_comment,
    seal_grade,
    seal_mark,
    seal_person,
    seal_reviewer,
    seal_submission,
)
from prep.assessment.register.standing import digest_of
from prep.store.database import snapshot
from prep.store.tables.take_homes import (
    candidates,
    comments,
    grades,
    marks,
    people,
    reviewers,
    submissions,
    works,
)
from prep.store.take_homes import (
    WHOSE,
    among_candidates,
    among_grades,
    among_reviews,
    among_submissions,
    among_works,
)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What checking a take-home found."""

    problems: tuple[str, ...]
    """One line each; none where all is as it was written."""

    entries: int
    """Of the audit log."""

    head: str
    """The end of the log's chain. Who notes it elsewhere can tell later that nothing was cut off."""


def verify_take_home(home: TakeHome) -> Verified:
    """Check everything that is kept of a take-home."""
    with snapshot(home.engine) as connection:
        found = _found(connection, home)
        problems = list(_broken_seals(home, found))
        entries: Sequence[AuditEntry] = ()
        try:
            entries = read_audit(connection, home.key, home.id)
        except TamperedError as error:
            problems.append(str(error))
        else:
            problems += _against_log(connection, home, found, entries)
    head = entries[-1].seal[:16] if entries else ""
    return Verified(problems=tuple(problems), entries=len(entries), head=head)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """All rows of a take-home."""

    people: Sequence[Mapping[Any, Any]]
    submissions: Sequence[Mapping[Any, Any]]
    works: Sequence[Mapping[Any, Any]]
    grades: Sequence[Mapping[Any, Any]]
    marks: Sequence[Mapping[Any, Any]]
    comments: Sequence[Mapping[Any, Any]]
    reviewers: Sequence[Mapping[Any, Any]]


def _found(connection: Connection, home: TakeHome) -> _Found:
    def rows(query: Select[Any]) -> list[Mapping[Any, Any]]:
        return [dict(row) for row in connection.execute(query).mappings()]

    return _Found(
        people=rows(among_candidates(home.id, candidates, people.c.name, people.c.contact)),
        submissions=rows(among_submissions(home.id, submissions, candidates.c.code)),
        works=rows(among_works(home.id, works, candidates.c.code)),
        grades=rows(among_grades(home.id, grades, works.c.part, works.c.digest, *WHOSE)),
        marks=rows(among_reviews(home.id, marks, marks, *WHOSE)),
        comments=rows(among_reviews(home.id, comments, comments, *WHOSE)),
        reviewers=rows(select(reviewers).where(reviewers.c.take_home == home.id)),
    )


def _broken_seals(home: TakeHome, found: _Found) -> Iterator[str]:
    key = home.key
    for row in found.people:
        if seal_person(key, {**row, "name": row["name"] or "", "contact": row["contact"] or ""}) != row["seal"]:
            yield f"{row['code']}: the name, contact or extra time was changed"
    for row in found.submissions:
        if seal_submission(key, row) != row["seal"]:
            yield f"{row['code']}: submission {row['id']} was changed, or is somebody else's"
        if hashlib.sha256(row["log"].encode()).hexdigest() != row["log_digest"]:
            yield f"{row['code']}: the log of submission {row['id']} was changed"
    yield from _broken_works(found)
    for row in found.grades:
        if seal_grade(key, row) != row["seal"]:
            yield f"{row['code']}: the result for {row['part']} was changed, or is of another work"
    yield from _broken_reviews(home, found)


def _broken_reviews(home: TakeHome, found: _Found) -> Iterator[str]:
    key = home.key
    for row in found.marks:
        if seal_mark(key, row) != row["seal"]:
            yield f"{row['code']}: the mark by {row['reviewer']} for {row['criterion']} was changed"
    for row in found.comments:
        if seal_comment(key, row) != row["seal"]:
            yield f"{row['code']}: the comment by {row['reviewer']} was changed"
    for row in found.reviewers:
        if seal_reviewer(key, row) != row["seal"]:
            yield f"the key of the reviewer {row['name']} was changed"


def _broken_works(found: _Found) -> Iterator[str]:
    held: dict[int, dict[str, str]] = defaultdict(dict)
    for row in found.works:
        held[row["submission"]][row["part"]] = row["digest"]
        if hashlib.sha256(row["content"]).hexdigest() != row["digest"]:
            yield f"{row['code']}: the work for {row['part']} was changed"
    for row in found.submissions:
        if digest_of(held[row["id"]]) != row["digest"]:
            yield f"{row['code']}: submission {row['id']} lacks a work, or has another"


def _against_log(connection: Connection, home: TakeHome, found: _Found, entries: Sequence[AuditEntry]) -> Iterator[str]:
    """What was put in or taken out around the tool: the log tells of it otherwise, or not at all."""
    told = _Logged()
    for entry in entries:
        told.note(entry)
    codes = {row["id"]: row["code"] for row in found.people}
    if told.is_whole:
        for number in sorted(codes.keys() - told.people):
            yield f"{codes[number]}: entered in the database, but not by prep"
        known = {row["id"]: row for row in found.submissions}
        for number, row in known.items():
            if told.submissions.get(number) != row["seal"]:
                yield f"{row['code']}: submission {number} is not the one that was collected"
    yield from _taken_out(found, told)
    for part, version in read_versions(connection, home).items():
        if told.versions.get(part, version) != version:
            yield f"{part}: another version counts than was switched to"


def _taken_out(found: _Found, told: "_Logged") -> Iterator[str]:
    """What the log tells of and the database does not hold."""
    for number in sorted(told.people - {row["id"] for row in found.people} - told.forgotten):
        yield f"candidate {number} was taken out of the database, and not by `prep assess forget`"
    here = {row["id"] for row in found.submissions}
    for number in sorted(told.submissions.keys() - here - told.gone):
        yield f"submission {number} was taken out of the database, and not by `prep assess forget`"
    levels = {(row["submission"], row["reviewer"], row["criterion"]): row["level"] for row in found.marks}
    for place, level in told.levels.items():
        if place[0] not in told.gone and levels.get(place) != level:
            yield f"submission {place[0]}: {place[1]} gave {level!r} for {place[2]}, which is not there any more"
    texts = {(row["submission"], row["reviewer"]): row["seal"] for row in found.comments}
    for written, seal in told.comments.items():
        if written[0] not in told.gone and texts.get(written) != seal:
            yield f"submission {written[0]}: the comment by {written[1]} is not the one that was written last"


class _Logged:
    """What the log says that there should be."""

    def __init__(self) -> None:
        self.people: set[int] = set()
        self.forgotten: set[int] = set()
        self.submissions: dict[int, str] = {}
        self.gone: set[int] = set()
        self.levels: dict[tuple[int, str, str], str] = {}
        self.comments: dict[tuple[int, str], str] = {}
        self.versions: dict[str, str] = {}
        self.is_whole = True
        """False where something was there before there was a log."""

    def note(self, entry: AuditEntry) -> None:
        facts = entry.facts
        match entry.what:
            case What.ADOPTED:
                self.is_whole = False
            case What.INVITED:
                self.people.add(facts["candidate"])
            case What.COLLECTED:
                self.submissions[facts["submission"]] = facts["seal"]
            case What.FORGOTTEN:
                self.forgotten.add(facts["candidate"])
                self.gone.update(facts["submissions"])
            case What.MARKED:
                for criterion, level in facts["levels"].items():
                    self.levels[facts["submission"], entry.who, criterion] = level
            case What.COMMENTED:
                self.comments[facts["submission"], entry.who] = facts["seal"]
            case What.VERSION:
                self.versions[facts["part"]] = facts["version"]
            case _:
                pass
