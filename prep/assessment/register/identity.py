"""Whose a hand-in is.

A wrong person's work decides two hires wrongly, so what is not sure is asked for and never guessed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from sqlalchemy import Connection, true

from prep.assessment.register.home import TakeHome
from prep.assessment.register.roster import MAX_NAME, Candidate, Invited, candidates_where, enter, folded
from prep.model.errors import SubmissionError
from prep.model.text import one_line
from prep.store.tables.take_homes import candidates, people

_NEAR: Final = 0.75
"""From which likeness of two names, 1 being the same, somebody may have meant the other."""

_MOST_OFFERED: Final = 3


@dataclass(frozen=True, kw_only=True)
class ClaimedIdentity:
    """What is known of whose a hand-in is."""

    code: str
    """In the seal of a pack that was made for one person; empty otherwise."""

    name: str
    """What the person or their file is called."""

    given: str
    """The name or code that the team gave by hand; empty otherwise."""


@dataclass(frozen=True, kw_only=True)
class Identified:
    """The candidate, and what there is to say about it."""

    candidate: Candidate
    remarks: tuple[str, ...] = ()


def identify(
    connection: Connection, home: TakeHome, claim: ClaimedIdentity, now: datetime, *, is_new: bool
) -> Identified:
    """Find the candidate, or enter a new one where there is no list or the team says so; the take-home must be locked.

    Raises:
        SubmissionError: nobody fits, or more than one; the text offers who may be meant.
    """
    if claim.code:
        return _by_seal(connection, home, claim)
    name = (claim.given or claim.name)[:MAX_NAME]
    found = called(connection, home, name)
    if len(found) == 1:
        return Identified(candidate=found[0])
    if found:
        offered = ", ".join(f"{one.code} ({one.contact or 'no contact'})" for one in found)
        raise SubmissionError(
            f"{len(found)} candidates are called {one_line(name, 60)!r}: {one_line(offered, 200)}; "
            "say which one with --candidate CODE"
        )
    everybody = candidates_where(connection, home, true())
    near = _near(name, everybody)
    offered = ", ".join(f"{one.code} ({one_line(one.name, 60)})" for one in near)
    if any(one.invited for one in everybody) and not is_new:
        raise SubmissionError(
            f"nobody called {one_line(name, 60)!r} was invited; "
            + (f"near: {offered}; " if near else "")
            + "say whose it is with --candidate CODE, or add the person with --new"
        )
    if home.content.variants:
        raise SubmissionError(
            f"{one_line(name, 60)!r} was sent no pack, and not all get the same here; say whose it is with --candidate "
            "CODE, or make a pack for the person first"
        )
    entered = enter(connection, home, Invited(name=name), now, invited=False)
    remark = f"{one_line(name, 60)!r} is new here; is it one of these: {offered}?"
    return Identified(candidate=entered, remarks=(remark,) if near else ())


def _by_seal(connection: Connection, home: TakeHome, claim: ClaimedIdentity) -> Identified:
    found = candidates_where(connection, home, candidates.c.code == claim.code)
    if not found:
        raise SubmissionError(f"no candidate has the code {claim.code[:20]!r}; they may have been forgotten")
    (candidate,) = found
    given = folded(claim.given)
    if given and given not in (folded(candidate.code), folded(candidate.name)):
        remark = f"its sealed pack is that of {candidate.code}, which counts; --candidate said {one_line(given, 60)!r}"
        return Identified(candidate=candidate, remarks=(remark,))
    return Identified(candidate=candidate)


def called(connection: Connection, home: TakeHome, name: str) -> list[Candidate]:
    """The candidates of a code or a name."""
    by_code = candidates_where(connection, home, candidates.c.code == name.strip().upper())
    same_name = people.c.key.startswith(f"{folded(name)}\n", autoescape=True)
    return by_code or candidates_where(connection, home, same_name)


def _near(name: str, everybody: Sequence[Candidate]) -> list[Candidate]:
    """Who may be meant, the likest first: by letters, or because one name holds all words of the other."""
    likeness = {one.code: _likeness(_words(name), _words(one.name)) for one in everybody}
    near = [one for one in everybody if likeness[one.code] >= _NEAR]
    return sorted(near, key=lambda one: (-likeness[one.code], one.code))[:_MOST_OFFERED]


def _words(name: str) -> list[str]:
    letters = (one for one in unicodedata.normalize("NFKD", folded(name)) if not unicodedata.combining(one))
    plain = "".join(letter if letter.isalnum() else " " for letter in letters)
    return sorted(plain.split())


def _likeness(one: list[str], other: list[str]) -> float:
    if not one or not other:
        return 0.0
    if set(one) <= set(other) or set(other) <= set(one):
        return 1.0
    fewer, more = sorted((one, other), key=len)
    whole = _ratio(" ".join(one), " ".join(other))
    if len(fewer) == 1:
        return whole
    # The name of a file often says more than whose it is, as "bob mueller work" does.
    return max(whole, min(max(_ratio(word, its) for its in more) for word in fewer))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
