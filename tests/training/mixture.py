"""What a round of training consists of: so many units of each kind, drawn anew each time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

from prep.catalog.questions import load_questions
from prep.model.errors import ContentError
from prep.model.question import Question
from tests.training.clothes import dressed
from tests.training.composed import composed
from tests.training.further import Answered, by_question, load_answers, load_lines, load_strangers, together
from tests.training.labelled import (
    Example,
    examples_of,
    taught_with,
    unit_of_answer,
    unit_of_elsewhere,
    unit_of_example,
    unit_of_line,
)
from tests.training.pairs import Pair, drawn
from tests.training.sounding import sounding
from tests.training.statements import statements_of
from tests.training.units import NOT_ASSERTED, Claim, Unit

_T = TypeVar("_T")

_ASKED_OF_ANOTHER = 0.5
"""How often a text is also asked for a statement of some other question."""


@dataclass(frozen=True)
class Material:
    """All that units are made of."""

    questions: tuple[Question, ...]
    answers: tuple[Answered, ...]
    """Of the split for training only, and those that only training reads."""

    examples: tuple[Example, ...]
    lines: tuple[Answered, ...] = ()
    """Of a line each."""

    strangers: tuple[Answered, ...] = ()
    """To questions that do not ship."""

    @classmethod
    def load(cls, roots: Sequence[Path]) -> "Material":
        """Load questions and what was answered to them.

        Raises:
            ContentError: there are no questions or no answers to learn from, or some file is broken.
        """
        questions = tuple(load_questions(roots))
        answers = tuple(Answered(question, one) for question in questions for one in taught_with(roots, question))
        if not answers:
            raise ContentError(f"{', '.join(map(str, roots))}: no labelled answers of the split `train` to learn from")
        examples = tuple(one for question in questions for one in examples_of(question))
        answers = (*answers, *load_answers(questions))
        return cls(questions, answers, examples, load_lines(questions), load_strangers())


@dataclass(frozen=True)
class Amounts:
    """How many units of each kind make a round."""

    labelled: int = 350
    examples: int = 50
    lines: int = 450
    strangers: int = 350
    composed: int = 160
    composed_elsewhere: int = 80
    sounding: int = 150
    elsewhere: int = 45
    pairs: int = 80

    def shared(self, share: float) -> "Amounts":
        """A share of each, but one at least."""
        return Amounts(*(max(1, round(getattr(self, field.name) * share)) for field in fields(self)))


def units_of_a_round(
    material: Material, pairs: Sequence[Pair], amounts: Amounts, rng: random.Random
) -> tuple[Unit, ...]:
    """Units in no order that matters; answers come in all sorts of clothes, pairs as they are."""
    questions, answers, examples = material.questions, material.answers, material.examples
    written = [unit_of_answer(one.question, one.labelled, rng) for one in _some(answers, amounts.labelled, rng)]
    written += [unit_of_example(one, rng) for one in _some(examples, amounts.examples, rng)]
    short = [*_short(material.lines, amounts.lines, rng), *_short(material.strangers, amounts.strangers, rng)]
    made = [composed(rng.choice(questions), rng) for _ in range(amounts.composed)]
    if material.strangers:
        made += [composed(rng.choice(material.strangers).question, rng) for _ in range(amounts.composed_elsewhere)]
    made += [sounding(rng.choice(questions), questions, rng) for _ in range(amounts.sounding)]
    made += _elsewhere(written, questions, amounts.elsewhere, rng)
    answered = (*written, *short, *made)
    return *(_in_the_world(unit, questions, rng) for unit in answered), *drawn(pairs, amounts.pairs, rng)


def _short(lines: Sequence[Answered], count: int, rng: random.Random) -> list[Unit]:
    """Answers to questions drawn with as many chances as they have lines."""
    groups = by_question(lines)
    drawn_lines = [together(groups[one.question.id], rng) for one in rng.choices(lines, k=count)] if lines else []
    return [unit_of_line(one.question, one.labelled, rng) for one in drawn_lines]


def _some(everything: Sequence[_T], count: int, rng: random.Random) -> list[_T]:
    return rng.sample(everything, min(len(everything), count))


def _elsewhere(written: Sequence[Unit], questions: Sequence[Question], count: int, rng: random.Random) -> list[Unit]:
    """Answers that were given to one question, held against another."""
    drawn_pairs = [(rng.choice(written), rng.choice(questions)) for _ in range(count)]
    return [unit_of_elsewhere(unit, question, rng) for unit, question in drawn_pairs if question.id not in unit.about]


def _in_the_world(unit: Unit, questions: Sequence[Question], rng: random.Random) -> Unit:
    """The unit as somebody would type it, now and then asked for something that nobody was talking about."""
    claims = unit.claims
    other = rng.choice(questions)
    if rng.random() < _ASKED_OF_ANOTHER and other.id not in unit.about:
        statement = rng.choice(statements_of(other))
        claims = (*claims, Claim(rng.choice(statement.wordings), NOT_ASSERTED))
    return replace(unit, text=dressed(unit.text, rng), claims=claims)
