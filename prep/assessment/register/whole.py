"""The register of a take-home: all that decisions are made of, read in one state of the database and checked once.

Ranking, reports, review and exports are made from it, so that they cannot tell different things, and the number of
queries does not grow with that of the candidates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import true

from prep.assessment.register.home import TakeHome, read_versions
from prep.assessment.register.ledger import read_contents, read_grades
from prep.assessment.register.likenesses import Likeness, read_likenesses
from prep.assessment.register.review import Review, read_reviews
from prep.assessment.register.roster import Candidate, candidates_where
from prep.assessment.register.standing import HandedIn, StoredSubmission, read_submissions, read_works, require_whole
from prep.model.question import AnswerResult
from prep.model.result import GradeResult
from prep.store.database import snapshot


@dataclass(frozen=True, kw_only=True)
class Register:
    """One state of a take-home."""

    home: TakeHome
    candidates: Sequence[Candidate]
    submissions: Sequence[StoredSubmission]
    """All of them in the order in which they were handed in."""

    handed_in: Sequence[HandedIn]
    versions: Mapping[str, str]
    """Which version of each part counts."""

    results: Mapping[int, GradeResult | AnswerResult]
    """By the number of the work; those by the versions that count."""

    reviews: Mapping[int, Sequence[Review]]
    """By the number of the submission."""

    likenesses: Sequence[Likeness]
    contents: Mapping[int, bytes]
    """What was handed in, by the number of the work; empty unless it was asked for."""

    @cached_property
    def counting(self) -> tuple[StoredSubmission, ...]:
        return tuple(one for one in self.submissions if one.counts)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names by codes."""
        return {one.code: one.name for one in self.candidates}

    @cached_property
    def works(self) -> Mapping[int, Mapping[str, HandedIn]]:
        """By submission and part, of those that count."""
        found: dict[int, dict[str, HandedIn]] = {one.id: {} for one in self.counting}
        for work in self.handed_in:
            if work.submission in found:
                found[work.submission][work.part] = work
        return found

    def codes_of(self, part: str) -> Mapping[int, str]:
        """The works that count for a part: their number, and whose they are."""
        return {
            work.work: submission.code
            for submission in self.counting
            if (work := self.works[submission.id].get(part)) is not None
        }


def read_register(home: TakeHome, *, with_contents: bool = False) -> Register:
    """Read everything in one state.

    Raises:
        TamperedError: something was changed since it was collected, graded or marked; the text says whose.
        StorageError: the database fails.
    """
    with snapshot(home.engine) as connection:
        people = candidates_where(connection, home, true())
        standings = read_submissions(connection, home)
        handed_in = read_works(connection, home)
        require_whole(standings, handed_in)
        versions = read_versions(connection, home)
        return Register(
            home=home,
            candidates=people,
            submissions=standings,
            handed_in=handed_in,
            versions=versions,
            results=read_grades(connection, home, versions),
            reviews=read_reviews(connection, home, standings) if home.content.rubric else {},
            likenesses=read_likenesses(connection, home),
            contents=read_contents(connection, home) if with_contents else {},
        )
