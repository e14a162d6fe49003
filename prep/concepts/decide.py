"""From evidence to probabilities: is the point there, and is it asserted?"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from prep.concepts.calibration import Calibration
from prep.concepts.evidence import FEATURES, Found
from prep.concepts.statements import Statements
from prep.model.question import KeyPoint, Misconception

_LIKENESS_FEATURES = (*range(15), FEATURES.index("required"))
_MISCONCEPTION_FEATURES = (*_LIKENESS_FEATURES, FEATURES.index("relation"))
_CLASH_FEATURES = tuple(
    FEATURES.index(name) for name in ("denied", "opposed", "reordered", "clash_avoided", "overlap", "recall", "overall")
)
_PERVASIVE = tuple(FEATURES.index(name) for name in ("denied", "opposed", "reordered", "clash_avoided"))
_FULLY_ASSERTED = 0.45
_SAME = 0.92
"""From this likeness on a passage is taken for one of an example's."""

_CERTAIN = 0.97
_BARELY = 0.3
_APART = 0.3
"""What is left of a misconception about who does what when the answer names both and joins them otherwise."""

_OUTWEIGHS = 0.2
_MEANT = 0.5
"""An answer that means a point, and says it this much more clearly than what contradicts it, does not hold that."""


@dataclass(frozen=True)
class Decision:
    """What the grader thinks about one statement."""

    probability: float
    sounds: float
    """The probability before it was asked whether the point is asserted."""

    asserted: float
    unit: int


def point_row(found: Found) -> NDArray[np.float64]:
    return found.features[list(_LIKENESS_FEATURES)]


def misconception_row(found: Found) -> NDArray[np.float64]:
    return found.features[list(_MISCONCEPTION_FEATURES)]


def pervasive_clash(found: list[Found], points: int) -> NDArray[np.float64]:
    """How much the whole answer clashes: means over its points, weighted by likeness.

    Each unit speaks for the point that it is most like only: "high bias underfits" is no clash with what high variance
    does.
    """
    own: dict[int, Found] = {}
    for one in found[:points]:
        if one.unit not in own or one.likeness > own[one.unit].likeness:
            own[one.unit] = one
    rows = np.stack([one.features for one in own.values()])
    weights = np.clip(np.array([one.likeness for one in own.values()]) - _BARELY, 0, None) + 1e-6
    return np.asarray(weights @ rows[:, list(_PERVASIVE)] / weights.sum())


def asserted_row(found: Found, pervasive: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([found.features[list(_CLASH_FEATURES)], pervasive])


def decide(found: list[Found], statements: Statements, calibration: Calibration) -> list[Decision]:
    """A decision for each statement, in order."""
    if not found:
        return [Decision(0.0, 0.0, 1.0, -1) for _ in statements.owners]
    pervasive = pervasive_clash(found, statements.points)
    decisions = []
    for one, owner in zip(found, statements.owners, strict=True):
        if isinstance(owner, KeyPoint):
            there = calibration.point.probability(point_row(one))
            asserted = calibration.asserted.probability([*asserted_row(one, pervasive)])
            there *= one.features[FEATURES.index("required")]
        else:
            there = calibration.misconception.probability(misconception_row(one)) * (_APART if one.apart else 1.0)
            asserted = 1.0
        sounds = there
        there *= min(1.0, asserted / _FULLY_ASSERTED)
        if one.example >= max(_SAME, one.counterexample):
            there, asserted = max(there, _CERTAIN), 1.0
        elif one.counterexample >= _SAME:
            there = min(there, 1 - _CERTAIN)
        decisions.append(Decision(float(there), float(sounds), asserted, one.unit))
    return _settled(decisions, statements)


def _settled(decisions: list[Decision], statements: Statements) -> list[Decision]:
    """The decisions without misconceptions that sound like the answer only because they sound like a point it makes."""
    points = {point.id: decisions[i] for i, point in enumerate(statements.question.points)}
    return [
        replace(one, probability=0.0)
        if isinstance(owner, Misconception) and any(_outweighs(points[name], one) for name in owner.cancels)
        else one
        for one, owner in zip(decisions, statements.owners, strict=True)
    ]


def _outweighs(point: Decision, misconception: Decision) -> bool:
    return point.asserted >= _MEANT and point.probability > misconception.probability + _OUTWEIGHS
