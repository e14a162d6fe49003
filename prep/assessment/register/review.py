"""Marks by people: a level for each criterion, and comments of two kinds. Points are worked out when they are read.

What is kept is the level that a reviewer chose, never its points: who changes the points of a rubric changes scores.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean
from typing import Any

from sqlalchemy import Connection, Table

from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.audit import What, lock, record
from prep.assessment.register.home import TakeHome
from prep.assessment.register.reviewers import require_assigned
from prep.assessment.register.seals import seal_comment, seal_mark
from prep.assessment.register.standing import StoredSubmission, read_submissions
from prep.assessment.spec.rubric import ReviewRubric
from prep.model.errors import ContentError
from prep.model.text import one_line
from prep.store.database import put, reading, writing
from prep.store.tables.take_homes import comments, marks
from prep.store.take_homes import among_reviews

MAX_COMMENT = 20_000


@dataclass(frozen=True, kw_only=True)
class Review:
    """One reviewer's marks on one submission."""

    reviewer: str
    levels: Mapping[str, str] = field(default_factory=dict)
    """Level by criterion; some may be missing while the review goes on."""

    to_candidate: str = ""
    internal: str = ""

    def is_complete(self, rubric: ReviewRubric) -> bool:
        return all(criterion.id in self.levels for criterion in rubric.criteria)

    def points(self, rubric: ReviewRubric) -> float:
        """By the rubric as it is now."""
        return sum(rubric.criterion(name).level(level).points for name, level in self.levels.items())


@dataclass(frozen=True, kw_only=True)
class ReviewScore:
    """What the complete reviews of a submission come to, as shares of the rubric's points."""

    share: float
    low: float
    high: float
    """`low` and `high`: the strictest and the mildest reviewer; while some lack, what the mean may still become."""

    reviewers: int
    lacking: int
    """How many are still to come."""


def rubric_of(home: TakeHome) -> ReviewRubric:
    """The assessment's rubric.

    Raises:
        ContentError: it has none.
    """
    if home.content.rubric is None:
        raise ContentError("this assessment has no rubric; add `rubric` and `review_weight` to its file")
    return home.content.rubric


def mark(home: TakeHome, submission: StoredSubmission, reviewer: str, levels: Mapping[str, str], now: datetime) -> None:
    """Keep a reviewer's levels; a criterion that is marked again is changed.

    Raises:
        ContentError: a criterion or level is not in the rubric.
        SubmissionError: the submission is assigned to others.
    """
    rubric = rubric_of(home)
    for criterion, level in levels.items():
        rubric.criterion(criterion).level(level)
    if not levels:
        return
    with writing(home.engine) as connection:
        lock(connection, home.id)
        require_assigned(connection, home, submission.id, reviewer)
        for criterion, level in levels.items():
            row = {"submission": submission.id, "reviewer": reviewer, "criterion": criterion}
            row |= {"level": level, "marked_at": now}
            put(connection, marks, row | {"seal": seal_mark(home.key, {**row, **_whose(submission)})})
        told = {"submission": submission.id, "levels": dict(levels)}
        record(connection, home.key, home.id, What.MARKED, who=reviewer, now=now, **told)


def comment(
    home: TakeHome, submission: StoredSubmission, reviewer: str, to_candidate: str, internal: str, now: datetime
) -> None:
    """Keep a reviewer's comments: one that the candidate gets, and one that stays with the team.

    Raises:
        ContentError: one is far too long.
        SubmissionError: the submission is assigned to others.
    """
    if max(len(to_candidate), len(internal)) > MAX_COMMENT:
        raise ContentError(f"a comment is longer than {MAX_COMMENT:,} characters; shorten it")
    row = {"submission": submission.id, "reviewer": reviewer}
    row |= {"to_candidate": to_candidate, "internal": internal, "written_at": now}
    seal = seal_comment(home.key, {**row, **_whose(submission)})
    with writing(home.engine) as connection:
        lock(connection, home.id)
        require_assigned(connection, home, submission.id, reviewer)
        put(connection, comments, row | {"seal": seal})
        told = {"submission": submission.id, "seal": seal}
        record(connection, home.key, home.id, What.COMMENTED, who=reviewer, now=now, **told)


def own_review(home: TakeHome, submission: StoredSubmission, reviewer: str) -> Review:
    """What one reviewer has marked so far; nothing of anybody else's."""
    return own_reviews(home, reviewer).get(submission.id, Review(reviewer=reviewer))


def own_reviews(home: TakeHome, reviewer: str) -> dict[int, Review]:
    """What one reviewer has marked so far, by the submission's number."""
    found = all_reviews(home)
    return {number: one for number, group in found.items() for one in group if one.reviewer == reviewer}


def all_reviews(home: TakeHome) -> dict[int, list[Review]]:
    """All reviews of submissions that count, by the submission's number.

    Raises:
        TamperedError: a mark or a comment was changed in the database.
    """
    with reading(home.engine) as connection:
        return read_reviews(connection, home, read_submissions(connection, home))


def read_reviews(
    connection: Connection, home: TakeHome, standings: Sequence[StoredSubmission]
) -> dict[int, list[Review]]:
    """As `all_reviews`, for who reads more at the same time."""
    wanted = {one.id: one for one in standings if one.counts}
    levels: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    texts: dict[tuple[int, str], tuple[str, str]] = {}
    rubric = rubric_of(home)
    known = {criterion.id: {level.id for level in criterion.levels} for criterion in rubric.criteria}
    for row in _rows(connection, home, marks, wanted):
        if seal_mark(home.key, {**row, **_whose(wanted[row["submission"]])}) != row["seal"]:
            raise _changed(wanted[row["submission"]], row["reviewer"], "mark")
        if row["level"] in known.get(row["criterion"], ()):  # what was taken out of the rubric counts no more
            levels[row["submission"], row["reviewer"]][row["criterion"]] = row["level"]
    for row in _rows(connection, home, comments, wanted):
        if seal_comment(home.key, {**row, **_whose(wanted[row["submission"]])}) != row["seal"]:
            raise _changed(wanted[row["submission"]], row["reviewer"], "comment")
        texts[row["submission"], row["reviewer"]] = (row["to_candidate"], row["internal"])
    found: dict[int, list[Review]] = defaultdict(list)
    for submission, reviewer in sorted(levels.keys() | texts.keys()):
        to_candidate, internal = texts.get((submission, reviewer), ("", ""))
        review = Review(
            reviewer=reviewer, levels=levels[submission, reviewer], to_candidate=to_candidate, internal=internal
        )
        found[submission].append(review)
    return dict(found)


def _rows(
    connection: Connection, home: TakeHome, table: Table, wanted: Mapping[int, StoredSubmission]
) -> list[Mapping[Any, Any]]:
    query = among_reviews(home.id, table, table)
    return [dict(row) for row in connection.execute(query).mappings() if row["submission"] in wanted]


def _whose(submission: StoredSubmission) -> dict[str, str]:
    return {"code": submission.code, "submission_digest": submission.digest}


def _changed(submission: StoredSubmission, reviewer: str, what: str) -> TamperedError:
    return TamperedError(
        f"a {what} by {one_line(reviewer, 40)} on the work of {submission.code} was changed in the database; "
        f"ask for it again, or restore a backup"
    )


def score_reviews(rubric: ReviewRubric, reviews: Sequence[Review], wanted: int) -> ReviewScore | None:
    """The mean of complete reviews; None where there is none.

    While some are still to come, the interval reaches to what the mean is if these give nothing, or everything.

    Args:
        wanted: how many people should review.
    """
    shares = [one.points(rubric) / rubric.max_points for one in reviews if one.is_complete(rubric)]
    if not shares:
        return None
    lacking = max(0, wanted - len(shares))
    if lacking:
        low, high = sum(shares) / wanted, (sum(shares) + lacking) / wanted
    else:
        low, high = min(shares), max(shares)
    return ReviewScore(share=fmean(shares), low=low, high=high, reviewers=len(shares), lacking=lacking)
