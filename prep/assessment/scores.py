"""From grades and reviews to a score with an interval for each candidate, and from these to a ranking.

Nothing is hidden in it: a score is the mean share of its parts by the weights of the assessment, and each part is told.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from prep.assessment.home import TakeHome, counting_versions
from prep.assessment.ledger import grades_of
from prep.assessment.review import all_reviews, score_reviews
from prep.assessment.standing import Standing, counting_submissions, counting_works, submissions_with, unreadable_works
from prep.model.question import AnswerResult, Question
from prep.model.result import CheckResult, GradeResult, MetricScore

_Z: Final = 1.96
"""Of a 95 % interval."""

REVIEW: Final = "review"

_FAR_BETTER: Final = 1.25
"""Of the way from the baseline to the reference, at the worse edge of the interval."""


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
    def share(self) -> float:
        """By weight; what was not handed in is 0, what is not known yet is left out."""
        return self._mean([part.share or 0.0 for part in self._known])

    @property
    def low(self) -> float:
        return max(0.0, self.share - self._spread([(part.share or 0.0) - part.low for part in self._known]))

    @property
    def high(self) -> float:
        return min(1.0, self.share + self._spread([part.high - (part.share or 0.0) for part in self._known]))

    @property
    def is_complete(self) -> bool:
        return len(self._known) == len(self.parts)

    @property
    def _known(self) -> list[PartScore]:
        return [part for part in self.parts if part.share is not None]

    def _mean(self, values: Sequence[float]) -> float:
        weights = [part.weight for part in self._known]
        return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights) if weights else 0.0

    def _spread(self, sides: Sequence[float]) -> float:
        """Uncertainties of parts have nothing to do with each other, so they add up like the sides of a triangle."""
        weights = [part.weight for part in self._known]
        return math.hypot(*(w * v for w, v in zip(weights, sides, strict=True))) / sum(weights) if weights else 0.0


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
    for submission, problem in unreadable_works(home, part).items():
        found[submission] = replace(_unknown(part, weight, f"not graded: {problem}"), needs_person=True)
    for work, result in grades_of(home, part, version):
        if work.id in counting:
            found[work.submission] = _graded(part, weight, result, home.content.questions.get(part))
    return found


def _graded(part: str, weight: float, result: GradeResult | AnswerResult, question: Question | None) -> PartScore:
    if isinstance(result, GradeResult):
        share = result.points / result.max_points if result.max_points else 0.0
        sides = [_metric_sides(check) for check in result.checks]
        low = math.hypot(*(side[0] for side in sides)) / result.max_points
        high = math.hypot(*(side[1] for side in sides)) / result.max_points
        note = f"{result.points:g} of {result.max_points:g} points, {result.verdict}"
        suspicious = any(is_far_better(check.metric) for check in result.checks)
        note += "; far better than the reference, have a look" if suspicious else ""
        return PartScore(
            part=part,
            weight=weight,
            share=share,
            low=max(0, share - low),
            high=min(1, share + high),
            note=note,
            needs_person=suspicious,
        )
    assert question is not None
    half = _answer_spread(result, question)
    found = sum(point.found for point in result.points)
    return PartScore(
        part=part,
        weight=weight,
        share=result.score,
        low=max(0.0, result.score - half),
        high=min(1.0, result.score + half),
        note=f"{found} of {len(result.points)} key points, confidence {result.confidence:.0%}",
        needs_person=result.needs_review,
    )


def is_far_better(metric: MetricScore | None) -> bool:
    """Whether predictions beat the reference by more than skill explains: somebody should see where they come from."""
    if metric is None or metric.reference == metric.baseline:
        return False
    worst = metric.high if metric.lower_is_better else metric.low
    return (worst - metric.baseline) / (metric.reference - metric.baseline) > _FAR_BETTER


def _metric_sides(check: CheckResult) -> tuple[float, float]:
    """How many points a metric's own interval leaves open downwards and upwards."""
    metric = check.metric
    if metric is None or metric.reference == metric.baseline or not check.points:
        return (0.0, 0.0)
    edges = [(edge - metric.baseline) / (metric.reference - metric.baseline) for edge in (metric.low, metric.high)]
    low, high = (min(1.0, max(0.0, edge)) * check.max_points for edge in sorted(edges))
    return (max(0.0, check.points - low), max(0.0, high - check.points))


def _answer_spread(result: AnswerResult, question: Question) -> float:
    """Half of the interval that the grader's own probabilities give: each point found or not by its probability."""
    weights = {point.id: point.weight for point in question.points}
    variance = sum(
        weights.get(point.id, 0.0) ** 2 * point.probability * (1 - point.probability) for point in result.points
    )
    return _Z * math.sqrt(variance) / question.max_weight


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
