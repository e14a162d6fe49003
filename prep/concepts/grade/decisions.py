"""From evidence to what is thought about each statement: a probability, and rules where they are right for sure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.grade.calibration import Weighing
from prep.concepts.matching.evidence import MatchedStatements
from prep.concepts.text.numbers import states
from prep.model.question import KeyPoint, Question

_VERBATIM = 0.95
"""The least probability of a statement in its author's own sentences: whoever has learnt them by heart must not depend
on how the network reads them.
"""

_IN_WORDS = 0.8
"""The least probability of a point that a line makes in its author's words: seven in eight are made."""

_CONTRARY = 0.15
"""What is left of the probability of a statement where the answer says nearly what stands against it."""

_ALIKE = 0.55
"""The least probability of a misconception that some clauses are much like: two in three are held."""

_ASKED_ABOUT = 0.55
"""The most for a misconception that no clause speaks for, which is less than what costs marks."""

_RIGHT_NUMBER = 0.9
_NO_NUMBER = 0.35
_ABOUT_IT = 0.1
"""What the probability of a point that asks for a number is at least with that number and at most without, and from
where on a right number is taken to be meant for it.
"""


class StatementDecision(NamedTuple):
    """What is thought about one statement."""

    probability: float
    unit: int
    """The unit of the answer that it rests on."""


def decide(question: Question, evidence: MatchedStatements, weighing: Weighing, text: str) -> list[StatementDecision]:
    """A decision for each point and then each misconception of a question.

    Args:
        text: The answer in plain words.
    """
    points = len(question.points)
    judged = weighing.point.probabilities(evidence.rows[:points])
    probabilities = [
        *(_by_number(point, float(p), text) for point, p in zip(question.points, judged, strict=True)),
        *map(float, weighing.misconception.probabilities(evidence.rows[points:])),
    ]
    by_number = [_has_its_number(point, text) for point in question.points] + [False] * len(question.misconceptions)
    opposed = evidence.contrary | evidence.worded.denied | evidence.turned & weighing.knows_sides
    contrary = opposed & ~np.array(by_number)
    refuted = _refuted(question, evidence.verbatim | evidence.worded.made)
    corrected = [
        _by_wording(
            p, is_verbatim=bool(verbatim), is_contrary=bool(contrary), is_alike=bool(alike), is_refuted=refuting
        )
        for p, verbatim, contrary, alike, refuting in zip(
            probabilities,
            evidence.verbatim,
            contrary,
            evidence.alike,
            refuted,
            strict=True,
        )
    ]
    corrected = [max(p, _IN_WORDS) if made else p for p, made in zip(corrected, evidence.worded.made, strict=True)]
    if weighing.knows_sides:
        unsure = evidence.unsupported & ~evidence.verbatim
        corrected = [min(p, _ASKED_ABOUT) if ask else p for p, ask in zip(corrected, unsure, strict=True)]
    return [StatementDecision(p, int(at)) for p, at in zip(corrected, evidence.units, strict=True)]


def _by_wording(probability: float, *, is_verbatim: bool, is_contrary: bool, is_alike: bool, is_refuted: bool) -> float:
    if is_verbatim:
        return max(probability, _VERBATIM)
    if is_contrary:
        return probability * _CONTRARY
    if is_refuted:
        return 0.0
    return max(probability, _ALIKE) if is_alike else probability


def _refuted(question: Question, literal: NDArray[np.bool_]) -> Sequence[bool]:
    """Which statements are misconceptions about points that are made in their author's own sentences or words."""
    made = {point.id for point, is_literal in zip(question.points, literal, strict=False) if is_literal}
    return [False for _ in question.points] + [not made.isdisjoint(one.cancels) for one in question.misconceptions]


def _has_its_number(point: KeyPoint, text: str) -> bool:
    return point.number is not None and states(text, point.number)


def _by_number(point: KeyPoint, probability: float, text: str) -> float:
    """The probability of a point, by the number it asks for: the network reads words, not figures."""
    if point.number is None:
        return probability
    if states(text, point.number):
        return max(probability, _RIGHT_NUMBER) if probability >= _ABOUT_IT else probability
    return min(probability, _NO_NUMBER)
