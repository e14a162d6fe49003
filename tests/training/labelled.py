"""Answers that somebody wrote: labelled ones set apart for teaching, and the examples that each question carries."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from prep.catalog.answers import load_labelled_answers
from prep.model.question import LabelledAnswer, Question, Split
from tests.training.statements import Statement, statements_of
from tests.training.units import Claim, Target, Unit

_PARTLY = 0.5
_AGAINST_A_POINT = Target(0.02)
_AGAINST_A_MISCONCEPTION = Target(0.05)
_ASKED_AGAINST_A_POINT = 0.5
"""How often the network is also asked for a sentence that stands against a point which an answer makes."""

_HELD_IN_ANSWER = 4.0
_HELD_IN_EXAMPLE = 3.0
"""Weights of a misconception that is held: there are few of them."""

_DENIED_IN_ANSWER = 2.0
"""Weight of a point that an answer contradicts: few do, and they look much like those that make it."""

_ELSEWHERE = Target(0.02)

_LEFT_OPEN = 4
"""How many statements that a text of a line says nothing of are asked for: they cost as much as the others."""


@dataclass(frozen=True)
class Example:
    """An example answer, and all that it says."""

    question: Question
    answer: str
    made: frozenset[str]
    """Ids of points and misconceptions."""


def taught_with(roots: Sequence[Path], question: Question) -> tuple[LabelledAnswer, ...]:
    """The labelled answers to a question that may be learnt from; all others are for fitting and measuring only."""
    return tuple(one for one in load_labelled_answers(roots, question) if one.split is Split.TRAIN)


def examples_of(question: Question) -> tuple[Example, ...]:
    """The model answer, which makes every point, and the exemplars."""
    everything = frozenset(point.id for point in question.points)
    return (
        Example(question, question.model_answer.strip(), everything),
        *(
            Example(question, one.answer.strip(), frozenset({*one.points, *one.misconceptions}))
            for one in question.exemplars
        ),
    )


def unit_of_answer(question: Question, answer: LabelledAnswer, rng: random.Random) -> Unit:
    """A labelled answer with a claim for each statement, and for some of what stands against what it says."""
    claims: list[Claim] = []
    for statement in statements_of(question):
        target = _target(statement, answer)
        if target.asserted == 1.0:
            claims += _against(statement, rng)
        claims.append(Claim(statement.worded(rng), target, _weight(statement, target)))
    return Unit(answer.answer, tuple(claims), frozenset({question.id}))


def unit_of_line(question: Question, answer: LabelledAnswer, rng: random.Random) -> Unit:
    """A text of a line with a claim for each statement that it speaks of, and for some that it leaves open.

    All misconceptions are asked for: many a line comes near one and does not hold it.
    """
    unit = unit_of_answer(question, answer, rng)
    wrong = {wording for one in question.misconceptions for wording in one.phrasings}
    asked = [one for one in unit.claims if one.target.asserted or one.target.denied or one.statement in wrong]
    others = [one for one in unit.claims if one not in asked]
    return replace(unit, claims=(*asked, *rng.sample(others, min(len(others), _LEFT_OPEN))))


def unit_of_example(example: Example, rng: random.Random) -> Unit:
    """An example with a claim for each statement of its question."""
    claims = []
    for statement in statements_of(example.question):
        is_made = statement.id in example.made
        weight = _HELD_IN_EXAMPLE if is_made and statement.is_misconception else 1.0
        claims.append(Claim(statement.worded(rng), Target(float(is_made)), weight))
    return Unit(example.answer, tuple(claims), frozenset({example.question.id}))


def unit_of_elsewhere(unit: Unit, question: Question, rng: random.Random) -> Unit:
    """An answer to something else, which as good as never makes a statement of this question."""
    claims = tuple(Claim(one.worded(rng), _ELSEWHERE) for one in statements_of(question))
    return Unit(unit.text, claims, unit.about | {question.id})


def _target(statement: Statement, answer: LabelledAnswer) -> Target:
    """What readers found; of misconceptions they were only asked whether they are held."""
    if statement.is_misconception:
        return Target(float(statement.id in answer.misconceptions))
    if statement.id in answer.points:
        return Target(1.0, 0.0)
    asserted = _PARTLY if statement.id in answer.partly else 0.0
    return Target(asserted, 1.0 - asserted if statement.id in answer.contradicts else 0.0)


def _weight(statement: Statement, target: Target) -> float:
    if target.denied:
        return _DENIED_IN_ANSWER
    return _HELD_IN_ANSWER if statement.is_misconception and target.asserted == 1.0 else 1.0


def _against(statement: Statement, rng: random.Random) -> list[Claim]:
    if not statement.contrary:
        return []
    if statement.is_misconception:
        return [Claim(rng.choice(statement.contrary), _AGAINST_A_MISCONCEPTION)]
    if rng.random() < _ASKED_AGAINST_A_POINT:
        return [Claim(rng.choice(statement.contrary), _AGAINST_A_POINT)]
    return []
