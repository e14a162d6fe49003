"""The evidence an answer holds for each point and misconception of its question, as a row of numbers.

The rows go into a small calibrated model. No number measures how much was written; each looks at the best unit of the
answer for a statement, at how far other statements are behind there, and at what speaks against it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.answer import Passage
from prep.concepts.clash import clash
from prep.concepts.encoder import Array
from prep.concepts.relations import Joined, holds_both, joined
from prep.concepts.similarity import Likeness, likeness
from prep.concepts.statements import Statements
from prep.model.question import KeyPoint, Misconception

CLASH_COST = 0.3
REORDER_COST = 0.5
"""For passages of examples, which are taken over whole: the same words in another order are another statement."""

_WORTH_A_LOOK = 0.3
_LOOKED_AT = 6
"""Pairs of unit and phrasing, the most alike first, that are searched for a clash."""

FEATURES = (
    "overall", "cosine", "centred", "recall", "precision", "overlap", "centred_anywhere", "recall_anywhere",
    "overlap_anywhere", "margin_same", "margin_other", "three_phrasings", "margin_anywhere", "three_pairs",
    "lead", "denied", "opposed", "reordered", "clash_avoided", "required", "relation",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Found:
    """What was found for one statement."""

    features: NDArray[np.float64]
    unit: int
    """The unit of the answer that is the best evidence."""

    likeness: float
    example: float
    """How like a passage of an example that makes the statement the best unit is, less what clashes."""

    counterexample: float
    """The same for a passage that sounds like the statement in an example that does not make it.

    It only speaks against the best unit: 0 if what is like it stands elsewhere in the answer.
    """

    apart: bool
    """Whether the best unit holds the terms of a relation that the statement is about, and joins none of them so."""


class _Near(NamedTuple):
    """How like a passage of an example some unit is, and which unit."""

    likeness: float
    unit: int


_NOWHERE = _Near(0.0, 0)


def find_evidence(answer: Passage, statements: Statements, usable: NDArray[np.bool_]) -> list[Found]:
    """Evidence for each statement in order, from the usable units only; none if no unit is usable."""
    if not usable.any():
        return []
    measures = likeness(answer, statements.bank)
    masked = Likeness(*(np.where(usable[:, None], measure, np.float32(-1)) for measure in measures))
    best = _per_statement(masked.overall, statements)
    for_points = _less_opposed(answer, masked.overall, best, statements)
    examples = _examples(answer, statements, usable)
    return [
        _found(answer, statements, masked, for_points if number < statements.points else best, number, examples)
        for number in range(len(statements.owners))
    ]


def about(answer: Passage, statements: Statements, units: NDArray[np.bool_], elsewhere: list[Found]) -> frozenset[int]:
    """The statements that these units speak about more than any other part of the answer does.

    Args:
        answer: What was said.
        statements: The compiled question.
        units: The units in question.
        elsewhere: The evidence in all others; nothing if there are none.
    """
    if not units.any():
        return frozenset()
    best = _per_statement(likeness(answer, statements.bank).overall[units], statements).max(axis=0)
    rest = [found.likeness for found in elsewhere] or [0.0] * len(best)
    return frozenset(n for n, (here, there) in enumerate(zip(best, rest, strict=True)) if here > there)


def _examples(answer: Passage, statements: Statements, usable: NDArray[np.bool_]) -> dict[tuple[int, bool], _Near]:
    """For each statement the best likeness to a passage that makes it, and to one that only sounds like it."""
    learned = statements.learned
    if learned is None:
        return {}
    overall = np.where(usable[:, None], likeness(answer, learned).overall, np.float32(-1))
    found: dict[tuple[int, bool], _Near] = {}
    for column, (owner, makes) in enumerate(zip(learned.owners, statements.makes, strict=True)):
        unit = int(overall[:, column].argmax())
        value, key = float(overall[unit, column]), (int(owner), makes)
        if value > found.get(key, _NOWHERE).likeness:
            against = clash(answer, unit, learned.phrasings[column])
            less = value - CLASH_COST * against.total - REORDER_COST * against.reordered
            found[key] = max(found.get(key, _NOWHERE), _Near(less, unit))
    return found


def _per_statement(matrix: Array, statements: Statements) -> Array:
    """The best over each statement's phrasings: (units, phrasings) to (units, statements)."""
    owners = statements.bank.owners
    columns = [matrix[:, owners == number].max(axis=1) for number in range(len(statements.owners))]
    return np.stack(columns, axis=1)


def _less_opposed(answer: Passage, overall: Array, best: Array, statements: Statements) -> Array:
    """The same with likeness to misconceptions less what clashes: a point need not outdo what the unit does not say."""
    best = best.copy()
    for number in range(statements.points, len(statements.owners)):
        columns = np.flatnonzero(statements.bank.owners == number)
        for unit in np.flatnonzero(best[:, number] >= _WORTH_A_LOOK):
            against = clash(answer, int(unit), statements.bank.phrasings[columns[overall[unit, columns].argmax()]])
            best[unit, number] -= CLASH_COST * against.total
    return best


def _found(
    answer: Passage,
    statements: Statements,
    measures: Likeness,
    best: Array,
    number: int,
    examples: dict[tuple[int, bool], _Near],
) -> Found:
    columns = np.flatnonzero(statements.bank.owners == number)
    overall = measures.overall[:, columns]
    pairs = np.dstack(np.unravel_index(np.argsort(-overall, axis=None, kind="stable"), overall.shape))[0]
    looked_at = [(int(u), int(p)) for u, p in pairs[:_LOOKED_AT] if overall[u, p] > -0.5]
    phrasings = statements.bank.phrasings
    clashes = [clash(answer, u, phrasings[columns[p]]) for u, p in looked_at]
    values = [float(overall[pair]) - CLASH_COST * c.total for pair, c in zip(looked_at, clashes, strict=True)]
    chosen = int(np.argmax(values))
    unit = looked_at[chosen][0]
    at_unit = [float(measure[unit, columns].max()) for measure in measures]
    owner = statements.owners[number]
    relations = _relations(answer, unit, owner, statements)
    features = [
        values[chosen],
        *at_unit,
        *(float(measure[:, columns].max()) for measure in (measures.centred, measures.recall, measures.overlap)),
        *_margins(best, number, unit, statements.points),
        float(np.sort(overall, axis=1)[:, -3:].mean(axis=1).max()),
        _margin_anywhere(best, number),
        float(np.mean([overall[pair] for pair in looked_at[:3]])),
        _lead(best, number, statements.points),
        *clashes[chosen],
        float(overall[looked_at[0]]) - values[chosen],
        _required(answer, owner),
        float(np.mean(relations)) if relations else 0.0,
    ]
    against = examples.get((number, False), _NOWHERE)
    return Found(
        features=np.array(features),
        unit=unit,
        likeness=float(overall[looked_at[0]]),
        example=examples.get((number, True), _NOWHERE).likeness,
        counterexample=against.likeness if _overlap(answer, against.unit, unit) else 0.0,
        apart=_is_apart(answer, unit, owner, relations),
    )


def _overlap(answer: Passage, one: int, other: int) -> bool:
    a, b = answer.units[one], answer.units[other]
    return a.start < b.end and b.start < a.end


def _rivals(number: int, count: int, points: int) -> tuple[list[int], list[int]]:
    """The other statements of the same kind, and those of the other kind."""
    others = [n for n in range(count) if n != number]
    same = [n for n in others if (n < points) == (number < points)]
    return same, [n for n in others if n not in same]


def _margins(best: Array, number: int, unit: int, points: int) -> tuple[float, float]:
    """How far the statement is ahead of the others at its best unit."""
    same, other = _rivals(number, best.shape[1], points)
    own = float(best[unit, number])
    return (
        own - max((float(best[unit, n]) for n in same), default=0.0),
        own - max((float(best[unit, n]) for n in other), default=0.0),
    )


def _margin_anywhere(best: Array, number: int) -> float:
    rest = np.delete(best, number, axis=1)
    return float((best[:, number] - (rest.max(axis=1) if rest.size else 0)).max())


def _lead(best: Array, number: int, points: int) -> float:
    same, _ = _rivals(number, best.shape[1], points)
    return float(best[:, number].max() - best[:, same].max()) if same else 0.0


def _required(answer: Passage, owner: KeyPoint | Misconception) -> float:
    """Whether a word of each required group occurs anywhere in the answer."""
    if isinstance(owner, Misconception):
        return 1.0
    text = answer.text.lower()
    return float(all(any(word.lower() in text for word in group) for group in owner.required_any))


def _pairs(owner: KeyPoint | Misconception) -> tuple[tuple[str, ...], ...]:
    return owner.relations if isinstance(owner, KeyPoint) else owner.wrong_relations


def _relations(
    answer: Passage, unit: int, owner: KeyPoint | Misconception, statements: Statements
) -> tuple[Joined, ...]:
    """For each of the statement's relations whether the unit says it or its reverse."""
    quote = answer.units[unit].of(answer.text)
    return tuple(joined(quote, pair, statements.partners(pair)) for pair in _pairs(owner))


def _is_apart(answer: Passage, unit: int, owner: KeyPoint | Misconception, relations: tuple[Joined, ...]) -> bool:
    quote = answer.units[unit].of(answer.text)
    return Joined.AS_STATED not in relations and any(holds_both(quote, pair) for pair in _pairs(owner))
