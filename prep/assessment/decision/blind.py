"""What reviewers see instead of names: numbers, in an order that is each reviewer's own and stays the same."""

import hashlib
from collections.abc import Sequence

from prep.assessment.register.home import TakeHome
from prep.assessment.register.reviewers import assigned_to
from prep.assessment.register.standing import StoredSubmission, counting_submissions
from prep.catalog.reader import suggest
from prep.model.errors import SubmissionError


def blind_id(home: TakeHome, submission: StoredSubmission) -> str:
    """Four digits and letters that tell neither who it is nor when it came.

    It comes from the team's secret, so that candidates cannot work out theirs either.
    """
    return home.key.seal(f"blind {home.id} {submission.id}".encode())[:6].upper()


def review_order(home: TakeHome, reviewer: str) -> list[tuple[str, StoredSubmission]]:
    """The submissions that count under their blind ids, in this reviewer's own order; only theirs, once assigned.

    Reviewers who all begin with the same submission tire on the same ones.
    """
    given = assigned_to(home)
    mine = [one for one in counting_submissions(home) if not given or reviewer in given.get(one.id, ())]
    named = [(blind_id(home, one), one) for one in mine]
    return sorted(named, key=lambda pair: hashlib.sha256(f"{home.id} {reviewer} {pair[0]}".encode()).digest())


def find_blind(home: TakeHome, blind: str) -> StoredSubmission:
    """The submission of a blind id.

    Raises:
        SubmissionError: there is none.
    """
    known = {blind_id(home, one): one for one in counting_submissions(home)}
    if blind.upper() not in known:
        raise SubmissionError(f"no submission {blind[:20]!r}; {_hint(blind.upper(), sorted(known))}")
    return known[blind.upper()]


def _hint(blind: str, known: Sequence[str]) -> str:
    return suggest(blind, known) if known else "nothing was collected yet"
