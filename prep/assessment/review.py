"""Marks by people: a level for each criterion, and comments of two kinds. Points are worked out when they are read.

What is kept is the level that a reviewer chose, never its points: who changes the points of a rubric changes scores.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean

from sqlalchemy import Table, delete, insert, select

from prep.assessment.home import TakeHome
from prep.assessment.rubric import ReviewRubric
from prep.assessment.standing import Standing, counting_submissions
from prep.model.errors import ContentError
from prep.store.database import reading, writing
from prep.store.tables.take_homes import comments, marks

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
    """`low` and `high`: the strictest and the mildest reviewer."""

    reviewers: int


def rubric_of(home: TakeHome) -> ReviewRubric:
    """The assessment's rubric.

    Raises:
        ContentError: it has none.
    """
    if home.content.rubric is None:
        raise ContentError("this assessment has no rubric; add `rubric` and `review_weight` to its file")
    return home.content.rubric


def mark(home: TakeHome, submission: Standing, reviewer: str, levels: Mapping[str, str], now: datetime) -> None:
    """Keep a reviewer's levels; a criterion that is marked again is changed.

    Raises:
        ContentError: a criterion or level is not in the rubric.
    """
    rubric = rubric_of(home)
    for criterion, level in levels.items():
        rubric.criterion(criterion).level(level)
    for criterion, level in levels.items():
        key = {"submission": submission.id, "reviewer": reviewer, "criterion": criterion}
        _put(home, marks, key, {"level": level, "marked_at": now})


def comment(
    home: TakeHome, submission: Standing, reviewer: str, to_candidate: str, internal: str, now: datetime
) -> None:
    """Keep a reviewer's comments: one that the candidate gets, and one that stays with the team.

    Raises:
        ContentError: one is far too long.
    """
    if max(len(to_candidate), len(internal)) > MAX_COMMENT:
        raise ContentError(f"a comment is longer than {MAX_COMMENT:,} characters; shorten it")
    key = {"submission": submission.id, "reviewer": reviewer}
    _put(home, comments, key, {"to_candidate": to_candidate, "internal": internal, "written_at": now})


def own_review(home: TakeHome, submission: Standing, reviewer: str) -> Review:
    """What one reviewer has marked so far; nothing of anybody else's."""
    mine = [one for one in reviews_of(home, submission) if one.reviewer == reviewer]
    return mine[0] if mine else Review(reviewer=reviewer)


def reviews_of(home: TakeHome, submission: Standing) -> list[Review]:
    """All reviews of a submission."""
    return all_reviews(home).get(submission.id, [])


def all_reviews(home: TakeHome) -> dict[int, list[Review]]:
    """All reviews of submissions that count, by the submission's number."""
    wanted = {one.id for one in counting_submissions(home)}
    levels: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    texts: dict[tuple[int, str], tuple[str, str]] = {}
    rubric = rubric_of(home)
    known = {criterion.id: {level.id for level in criterion.levels} for criterion in rubric.criteria}
    with reading(home.engine) as connection:
        for row in connection.execute(select(marks).where(marks.c.submission.in_(wanted))):
            if row.level in known.get(row.criterion, ()):  # what was taken out of the rubric counts no more
                levels[row.submission, row.reviewer][row.criterion] = row.level
        for row in connection.execute(select(comments).where(comments.c.submission.in_(wanted))):
            texts[row.submission, row.reviewer] = (row.to_candidate, row.internal)
    found: dict[int, list[Review]] = defaultdict(list)
    for submission, reviewer in sorted(levels.keys() | texts.keys()):
        to_candidate, internal = texts.get((submission, reviewer), ("", ""))
        review = Review(
            reviewer=reviewer, levels=levels[submission, reviewer], to_candidate=to_candidate, internal=internal
        )
        found[submission].append(review)
    return dict(found)


def score_reviews(rubric: ReviewRubric, reviews: list[Review]) -> ReviewScore | None:
    """The mean of complete reviews; None where there is none."""
    shares = [one.points(rubric) / rubric.max_points for one in reviews if one.is_complete(rubric)]
    if not shares:
        return None
    return ReviewScore(share=fmean(shares), low=min(shares), high=max(shares), reviewers=len(shares))


def _put(home: TakeHome, table: Table, key: Mapping[str, object], values: Mapping[str, object]) -> None:
    here = [table.c[name] == value for name, value in key.items()]
    with writing(home.engine) as connection:
        connection.execute(delete(table).where(*here))
        connection.execute(insert(table).values({**key, **values}))
