"""Who reviews what: each reviewer has a key of their own, and submissions that were assigned to them."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.audit import What, lock
from prep.assessment.register.home import TakeHome, note_done
from prep.assessment.register.seals import seal_reviewer
from prep.assessment.register.standing import read_submissions
from prep.model.errors import ContentError, SubmissionError
from prep.model.text import count_words, one_line
from prep.store.database import put, reading, writing
from prep.store.tables.take_homes import assignments, reviewers
from prep.store.take_homes import among_reviews

MAX_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """How many submissions each reviewer has."""

    counts: Mapping[str, int]
    new: int
    """How many assignments were made just now."""


def add_reviewer(home: TakeHome, name: str, now: datetime) -> str:
    """Give a reviewer a key, in place of a former one; it is told once and kept nowhere.

    Raises:
        ContentError: the name cannot be one.
    """
    if not name.strip() or len(name) > MAX_NAME:
        raise ContentError(f"a reviewer's name has 1 to {MAX_NAME} characters")
    key = secrets.token_hex(16)
    row = {"take_home": home.id, "name": name, "key_digest": _digest(key), "added_at": now}
    with writing(home.engine) as connection:
        lock(connection, home.id)
        put(connection, reviewers, row | {"seal": seal_reviewer(home.key, row)})
        note_done(connection, home, What.REVIEWER, now, name=name)
    return key


def known_reviewers(home: TakeHome) -> list[str]:
    """The names of those who have a key."""
    with reading(home.engine) as connection:
        return sorted(_keys(connection, home))


def recognize(home: TakeHome, name: str, key: str) -> str:
    """The reviewer who holds this key; where nobody was given one, whoever says who they are.

    Raises:
        SubmissionError: the key is missing, nobody's, or another's.
    """
    with reading(home.engine) as connection:
        keys = _keys(connection, home)
    if not keys:
        return name
    if not key:
        raise SubmissionError("reviewers of this assessment have keys; put yours into PREP_REVIEWER_KEY")
    owner = next((one for one, digest in keys.items() if secrets.compare_digest(digest, _digest(key))), None)
    if owner is None:
        raise SubmissionError("no reviewer of this assessment has this key; ask the team for a new one")
    if name and name != owner:
        raise SubmissionError(f"this is the key of {one_line(owner, 60)}, not of {one_line(name, 60)}")
    return owner


def assign(home: TakeHome, names: Sequence[str], now: datetime) -> Assigned:
    """Assign every submission that counts to as many reviewers as the assessment asks for, evenly.

    What was assigned before stays, so that it can be done again when more came in.

    Raises:
        ContentError: there are fewer reviewers than each submission needs.
    """
    wanted = home.assessment.reviewers
    if len(names) < wanted:
        named = "only one is" if len(names) == 1 else f"{len(names)} are"
        raise ContentError(
            f"each submission needs {count_words(wanted, 'reviewer')}, and {named} named; "
            "name more, or lower `reviewers`"
        )
    with writing(home.engine) as connection:
        lock(connection, home.id)
        given = _assigned(connection, home)
        counts = {name: sum(name in to for to in given.values()) for name in names}
        made = []
        for submission in read_submissions(connection, home):
            mine = given.get(submission.id, set()) if submission.counts else set(names)
            for _ in range(wanted - len(mine)):
                tie = {name: hashlib.sha256(f"{submission.id} {name}".encode()).digest() for name in names}
                chosen = min(set(names) - mine, key=lambda name: (counts[name], tie[name]), default=None)
                if chosen is None:
                    break
                mine = mine | {chosen}
                counts[chosen] += 1
                made.append({"submission": submission.id, "reviewer": chosen, "assigned_at": now})
        if made:
            connection.execute(insert(assignments), made)
            told = [[row["submission"], row["reviewer"]] for row in made]
            note_done(connection, home, What.ASSIGNED, now, pairs=told)
    return Assigned(counts=counts, new=len(made))


def assigned_to(home: TakeHome) -> dict[int, set[str]]:
    """The reviewers of each submission; nobody where nothing was assigned, so that everybody reviews everything."""
    with reading(home.engine) as connection:
        return _assigned(connection, home)


def require_assigned(connection: Connection, home: TakeHome, submission: int, reviewer: str) -> None:
    """See that a reviewer marks only what is theirs.

    Raises:
        SubmissionError: it was assigned to others.
    """
    given = _assigned(connection, home)
    if given and reviewer not in given.get(submission, ()):
        raise SubmissionError(
            f"this submission is not assigned to {one_line(reviewer, 60)}; `prep assess assign` assigns what is new"
        )


def _assigned(connection: Connection, home: TakeHome) -> dict[int, set[str]]:
    query = among_reviews(home.id, assignments, assignments.c.submission, assignments.c.reviewer)
    found: dict[int, set[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.submission, set()).add(row.reviewer)
    return found


def _keys(connection: Connection, home: TakeHome) -> dict[str, str]:
    found = {}
    for row in connection.execute(select(reviewers).where(reviewers.c.take_home == home.id)).mappings():
        if seal_reviewer(home.key, row) != row["seal"]:
            raise TamperedError(f"the key of the reviewer {one_line(row['name'], 60)} was changed; give them a new one")
        found[row["name"]] = row["key_digest"]
    return found


def _digest(key: str) -> str:
    return hashlib.sha256(key.strip().encode()).hexdigest()
