"""From grades and reviews to a score with an interval for each candidate, and from these to a ranking.

Nothing is hidden in it: a score is the mean share of its parts by the weights of the assessment, and each part is told.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from prep.assessment.register.home import TakeHome
from prep.assessment.register.review import Review, score_reviews
from prep.assessment.register.standing import HandedIn, StoredSubmission
from prep.assessment.register.whole import Register, read_register
from prep.model.interval import Interval, interval_of_answer, interval_of_grade
from prep.model.question import AnswerResult, Question
from prep.model.result import GradeResult, MetricScore
from prep.model.sitting import Overall
from prep.model.text import count_words

REVIEW: Final = "review"
NOTHING_HANDED_IN: Final = "nothing was handed in"
_REVIEW_TITLE: Final = "the review"

_FAR_BETTER: Final = 1.25
"""Of the way from the baseline to the reference, at the worse edge of the interval."""


@dataclass(frozen=True, kw_only=True)
class PartScore:
    """One part of a candidate's score."""

    part: str
    weight: float
    share: float | None
    """From 0 to 1; None while nothing of it is known: not graded yet, or reviewed by nobody."""

    low: float
    high: float
    """`low` and `high`: between what the share may lie, where it is not exact or not final."""

    note: str = ""
    needs_person: bool = False
    """The grader itself asks that somebody looks."""

    is_final: bool = True
    """Nothing is still to come."""

    title: str = ""
    """What reports call it."""

    @property
    def name(self) -> str:
        return self.title or self.part


@dataclass(frozen=True, kw_only=True)
class Score:
    """A candidate's whole score."""

    submission: StoredSubmission
    parts: tuple[PartScore, ...]

    @property
    def share(self) -> float:
        """By weight, of what is known so far; what was not handed in is 0. The only score that is told anywhere."""
        known = [(part.weight, part.share) for part in self.parts if part.share is not None]
        weight = sum(weight for weight, _ in known)
        return sum(weight * share for weight, share in known) / weight if weight else 0.0

    @property
    def low(self) -> float:
        """What it comes to at worst, with all that is still to come."""
        return max(0.0, min(self.share, self._open(low=True)))

    @property
    def high(self) -> float:
        """What it comes to at best, with all that is still to come."""
        return min(1.0, max(self.share, self._open(low=False)))

    @property
    def interval(self) -> Interval:
        return Interval(share=self.share, low=self.low, high=self.high)

    @property
    def overall(self) -> Overall:
        """As reports tell it."""
        return Overall(
            interval=self.interval,
            is_final=self.is_complete,
            waiting_for=tuple(f"{part.name} ({part.note})" for part in self.parts if not part.is_final),
            review=next((part.share for part in self.parts if part.part == REVIEW), None),
        )

    @property
    def is_complete(self) -> bool:
        return all(part.is_final for part in self.parts)

    def _open(self, *, low: bool) -> float:
        """One end of the interval.

        Uncertainties of final parts have nothing to do with each other, so they add up like the sides of a triangle.
        What is still to come may be anything, so that it counts in full.
        """
        weight = sum(part.weight for part in self.parts)
        ends = [(part, part.low if low else part.high) for part in self.parts]
        still = sum(part.weight * end for part, end in ends if not part.is_final)
        settled = [(part.weight, part.share or 0.0, end) for part, end in ends if part.is_final]
        spread = math.hypot(*(weight * (share - end) for weight, share, end in settled))
        middle = sum(weight * share for weight, share, _ in settled)
        return (still + middle + (-spread if low else spread)) / weight if weight else 0.0


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A candidate's place, and between which places it may lie.

    Who is not complete has a place as well, for the bounds of the others, and is told apart from them.
    """

    place: int
    best: int
    worst: int
    score: Score


def all_scores(home: TakeHome) -> list[Score]:
    """The score of every submission that counts.

    Raises:
        TamperedError: something was changed since it was collected, graded or marked.
    """
    return scores_of(read_register(home))


def scores_of(register: Register) -> list[Score]:
    """The score of every submission that counts, in the order of the register."""
    return [_score(register, submission) for submission in register.counting]


def rank(scores: Sequence[Score]) -> list[Ranked]:
    """Those that are complete first, then the others, each best first.

    Candidates whose intervals overlap share the places between which they may lie. An incomplete one has the interval
    of what it may still become.
    """
    ends = {id(one): (one.share, one.low, one.high) for one in scores}
    lows = sorted(low for _, low, _ in ends.values())
    highs = sorted(high for _, _, high in ends.values())
    groups = [sorted(-ends[id(one)][0] for one in scores if one.is_complete is complete) for complete in (True, False)]
    ordered = sorted(scores, key=lambda one: (not one.is_complete, -ends[id(one)][0], one.submission.code))
    found = []
    for one in ordered:
        share, low, high = ends[id(one)]
        before = 0 if one.is_complete else len(groups[0])
        found.append(
            Ranked(
                place=1 + before + bisect_left(groups[not one.is_complete], -share),
                best=1 + len(lows) - bisect_right(lows, high),
                worst=len(highs) - bisect_left(highs, low),
                score=one,
            )
        )
    return found


def _score(register: Register, submission: StoredSubmission) -> Score:
    home = register.home
    handed_in = register.works[submission.id]
    parts = [_part(register, part.id, handed_in.get(part.id)) for part in home.assessment.parts]
    if home.content.rubric is not None:
        parts.append(_review(home, register.reviews.get(submission.id, ())))
    return Score(submission=submission, parts=tuple(parts))


def _part(register: Register, part: str, work: HandedIn | None) -> PartScore:
    content = register.home.content
    weight, title = content.weight(part), content.title(part)
    if work is None:
        return PartScore(part=part, title=title, weight=weight, share=0.0, low=0.0, high=0.0, note=NOTHING_HANDED_IN)
    result = register.results.get(work.work)
    if result is None:
        if work.problem:
            return replace(_unknown(part, title, weight, f"not graded: {work.problem}"), needs_person=True)
        return _unknown(part, title, weight, "not graded yet")
    return replace(_graded(part, weight, result, content.questions.get(part)), title=title)


def _graded(part: str, weight: float, result: GradeResult | AnswerResult, question: Question | None) -> PartScore:
    if isinstance(result, GradeResult):
        found = interval_of_grade(result)
        note = f"{result.points:g} of {result.max_points:g} points, {result.verdict}"
        suspicious = any(is_far_better(check.metric) for check in result.checks)
        note += "; far better than the reference, have a look" if suspicious else ""
        return PartScore(
            part=part,
            weight=weight,
            share=found.share,
            low=found.low,
            high=found.high,
            note=note,
            needs_person=suspicious,
        )
    assert question is not None
    if not result.is_scored:
        return replace(_unknown(part, "", weight, "not scored: a person has to read the answer"), needs_person=True)
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


def is_far_better(metric: MetricScore | None) -> bool:
    """Whether predictions beat the reference by more than skill explains: somebody should see where they come from."""
    if metric is None or metric.reference == metric.baseline:
        return False
    worst = metric.high if metric.lower_is_better else metric.low
    return (worst - metric.baseline) / (metric.reference - metric.baseline) > _FAR_BETTER


def _review(home: TakeHome, reviews: Sequence[Review]) -> PartScore:
    weight, rubric = home.assessment.review_weight, home.content.rubric
    assert rubric is not None
    score = score_reviews(rubric, reviews, home.assessment.reviewers)
    if score is None:
        return _unknown(REVIEW, _REVIEW_TITLE, weight, "not reviewed")
    note = count_words(score.reviewers, "reviewer") + (f", {score.lacking} more to come" if score.lacking else "")
    return PartScore(
        part=REVIEW,
        title=_REVIEW_TITLE,
        weight=weight,
        share=score.share,
        low=score.low,
        high=score.high,
        note=note,
        is_final=not score.lacking,
    )


def _unknown(part: str, title: str, weight: float, note: str) -> PartScore:
    return PartScore(part=part, title=title, weight=weight, share=None, low=0.0, high=1.0, note=note, is_final=False)
