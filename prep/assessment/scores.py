"""From grades and reviews to a score with an interval for each candidate, and from these to a ranking.

Nothing is hidden in it: a score is the mean share of its parts by the weights of the assessment, and each part is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prep.assessment.home import TakeHome, counting_versions
from prep.assessment.ledger import grades_of
from prep.assessment.review import all_reviews, score_reviews
from prep.assessment.standing import Standing, counting_submissions, counting_works, submissions_with
from prep.model.interval import Interval, interval_of_answer, interval_of_grade, mean_interval
from prep.model.question import AnswerResult, Question
from prep.model.result import GradeResult
from prep.model.sitting import Overall

REVIEW: Final = "review"


@dataclass(frozen=True, kw_only=True)
class PartScore:
    """One part of a candidate's score."""

    part: str
    weight: float
    share: float | None
    """From 0 to 1; None while it is not known: not graded yet, or not reviewed."""

    low: float
    high: float
    """`low` and `high`: between what the share may lie, where it is not exact."""

    note: str = ""
    needs_person: bool = False
    """The grader itself asks that somebody looks."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A candidate's whole score."""

    submission: Standing
    parts: tuple[PartScore, ...]

    @property
    def interval(self) -> Interval:
        """By weight; what was not handed in is 0, what is not known yet is left out."""
        return mean_interval(
            (part.weight, Interval(share=part.share or 0.0, low=part.low, high=part.high)) for part in self._known
        )

    @property
    def share(self) -> float:
        return self.interval.share

    @property
    def low(self) -> float:
        return self.interval.low

    @property
    def high(self) -> float:
        return self.interval.high

    @property
    def overall(self) -> Overall:
        """As reports tell it."""
        return Overall(
            interval=self.interval,
            waiting_for=tuple(f"{part.part} ({part.note})" for part in self.parts if part.share is None),
            review=next((part.share for part in self.parts if part.part == REVIEW), None),
        )

    @property
    def is_complete(self) -> bool:
        return len(self._known) == len(self.parts)

    @property
    def _known(self) -> list[PartScore]:
        return [part for part in self.parts if part.share is not None]


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A candidate's place, and between which places it may lie."""

    place: int
    best: int
    worst: int
    score: Score


def all_scores(home: TakeHome) -> list[Score]:
    """The score of every submission that counts.

    Raises:
        TamperedError: a result was changed since it was graded.
    """
    submissions = counting_submissions(home)
    by_part = {part: _part_scores(home, part, version) for part, version in counting_versions(home).items()}
    reviews = _review_scores(home)
    found = []
    for submission in submissions:
        parts = [by_part[part.id].get(submission.id) or _missing(home, part.id) for part in home.assessment.parts]
        if home.content.rubric is not None:
            parts.append(reviews.get(submission.id) or _unknown(REVIEW, home.assessment.review_weight, "not reviewed"))
        found.append(Score(submission=submission, parts=tuple(parts)))
    return found


def rank(scores: Sequence[Score]) -> list[Ranked]:
    """Best first; candidates whose intervals overlap share the places between which they may lie."""
    ordered = sorted(scores, key=lambda one: (-one.share, one.submission.code))
    return [
        Ranked(
            place=1 + sum(other.share > one.share for other in scores),
            best=1 + sum(other.low > one.high for other in scores),
            worst=sum(other.high >= one.low for other in scores),
            score=one,
        )
        for one in ordered
    ]


def _part_scores(home: TakeHome, part: str, version: str) -> dict[int, PartScore]:
    """By submission: a score for what was handed in, unknown while it is not graded."""
    weight = home.content.weight(part)
    counting = counting_works(home, part)
    found = dict.fromkeys(submissions_with(home, part), _unknown(part, weight, "not graded yet"))
    for work, result in grades_of(home, part, version):
        if work.id in counting:
            found[work.submission] = _graded(part, weight, result, home.content.questions.get(part))
    return found


def _graded(part: str, weight: float, result: GradeResult | AnswerResult, question: Question | None) -> PartScore:
    if isinstance(result, GradeResult):
        found, note = interval_of_grade(result), f"{result.points:g} of {result.max_points:g} points, {result.verdict}"
        return PartScore(part=part, weight=weight, share=found.share, low=found.low, high=found.high, note=note)
    assert question is not None
    found = interval_of_answer(result, question)
    made = sum(point.found for point in result.points)
    return PartScore(
        part=part,
        weight=weight,
        share=found.share,
        low=found.low,
        high=found.high,
        note=f"{made} of {len(result.points)} key points, confidence {result.confidence:.0%}",
        needs_person=result.needs_review,
    )


def _review_scores(home: TakeHome) -> dict[int, PartScore]:
    rubric = home.content.rubric
    if rubric is None:
        return {}
    found = {}
    for submission, reviews in all_reviews(home).items():
        score = score_reviews(rubric, reviews)
        if score is not None:
            lacking = home.assessment.reviewers - score.reviewers
            note = f"{score.reviewers} reviewers" + (f", {lacking} more to come" if lacking > 0 else "")
            weight = home.assessment.review_weight
            found[submission] = PartScore(
                part=REVIEW, weight=weight, share=score.share, low=score.low, high=score.high, note=note
            )
    return found


def _missing(home: TakeHome, part: str) -> PartScore:
    weight = home.content.weight(part)
    return PartScore(part=part, weight=weight, share=0.0, low=0.0, high=0.0, note="nothing handed in")


def _unknown(part: str, weight: float, note: str) -> PartScore:
    return PartScore(part=part, weight=weight, share=None, low=0.0, high=1.0, note=note)
