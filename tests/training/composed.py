"""Answers put together from the sentences of one question, so that what each of them says is known without a reader."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prep.model.question import Question
from tests.training.frames import Frame, framed
from tests.training.statements import Statement, statements_of
from tests.training.units import ASSERTED, DENIED, OPEN, Claim, Target, Unit


class Manner(StrEnum):
    """What an answer does with a statement."""

    ASSERTED = "asserted"
    CONTRADICTED = "contradicted"
    """A sentence that cannot be true if the statement is."""

    ASKED = "asked"
    UNSURE = "unsure"
    DOUBTED = "doubted"
    REJECTED = "rejected"
    ATTRIBUTED = "attributed"
    MENTIONED = "mentioned"


_SHARES = {
    Manner.ASSERTED: 42,
    Manner.CONTRADICTED: 26,
    Manner.ASKED: 5,
    Manner.UNSURE: 6,
    Manner.DOUBTED: 2,
    Manner.REJECTED: 6,
    Manner.ATTRIBUTED: 4,
    Manner.MENTIONED: 16,
}

_FRAMES = {
    Manner.ASKED: (Frame.ASKING, OPEN),
    Manner.UNSURE: (Frame.UNSURE, OPEN),
    Manner.DOUBTED: (Frame.DOUBTING, DENIED),
    Manner.REJECTED: (Frame.REJECTING, DENIED),
    Manner.ATTRIBUTED: (Frame.ATTRIBUTING, DENIED),
}

_HOW_MANY = (1, 1, 2, 3, 4, 5, 6)
_JOINTS = (" ", " ", " ", "\n", "\n- ", " Also, ", " And ", "; ", "\n\n")

_RETRACTIONS = (
    "But all of the above is wrong.",
    "Actually no, forget everything I said, it is the other way round.",
    "None of this is true.",
    "Of course the opposite of all that is the case.",
    "Everything I wrote so far is a list of common mistakes.",
)
_CONFIRMATION = "All of this is right."
_RETRACTED = _CONFIRMED = 0.03

_ABSENT = Target(0.03)
"""Of statements that were not put in; now and then a sentence about a neighbour says them all the same."""

_ASKED_OF_ABSENT = 0.6
_MISCONCEPTION_WEIGHT = 2.0
"""Of a misconception that is held: there are few of them."""


@dataclass(frozen=True)
class Part:
    """One passage of a composed answer."""

    text: str
    statement: Statement
    target: Target
    """What the passage does with the statement."""

    others: tuple[Claim, ...] = ()
    """What is known besides, of the sentences that stand against the statement."""


def composed(question: Question, rng: random.Random) -> Unit:
    """An answer to a question, with claims about what was put into it and some of what was not."""
    statements = statements_of(question)
    chosen = rng.sample(statements, min(len(statements), rng.choice(_HOW_MANY)))
    parts = [part_of(one, _manner(one, rng), rng) for one in chosen]
    rng.shuffle(parts)
    text = _joined([part.text for part in parts], rng)
    drawn = rng.random()
    if drawn < _RETRACTED:
        text, parts = f"{text} {rng.choice(_RETRACTIONS)}", retracted(parts)
    elif drawn < _RETRACTED + _CONFIRMED:
        text = f"{text} {_CONFIRMATION}"
    absent = [one for one in statements if one not in chosen and rng.random() < _ASKED_OF_ABSENT]
    return Unit(
        text,
        (
            *(claim for part in parts for claim in part.others),
            *(_claim(part, rng) for part in parts),
            *(Claim(one.worded(rng), _ABSENT) for one in absent),
        ),
        frozenset({question.id}),
    )


def part_of(statement: Statement, manner: Manner, rng: random.Random) -> Part:
    """A passage that treats a statement in a manner for which its author wrote sentences."""
    match manner:
        case Manner.ASSERTED:
            others = (Claim(rng.choice(statement.contrary), DENIED),) if statement.contrary else ()
            text = _perhaps_framed(rng.choice(statement.sayings), 0.6, rng)
            return Part(text, statement, ASSERTED, others)
        case Manner.CONTRADICTED:
            sentence = rng.choice(statement.contrary)
            return Part(_perhaps_framed(sentence, 0.4, rng), statement, DENIED, (Claim(sentence, ASSERTED),))
        case Manner.MENTIONED:
            return Part(rng.choice(statement.mentions), statement, OPEN)
    frame, target = _FRAMES[manner]
    return Part(framed(rng.choice(statement.sayings), frame, rng), statement, target)


def retracted(parts: Sequence[Part]) -> list[Part]:
    """The parts of an answer that ends by taking everything back.

    What it asserted it now denies, and what it left open stays open. What it had denied is left out: whether somebody
    who takes a denial back asserts anything is for philosophers.
    """
    turned = {ASSERTED: DENIED, OPEN: OPEN}
    return [replace(part, target=turned[part.target], others=()) for part in parts if part.target in turned]


def _manner(statement: Statement, rng: random.Random) -> Manner:
    (manner,) = rng.choices(list(_SHARES), list(_SHARES.values()))
    sentences = {Manner.CONTRADICTED: statement.contrary, Manner.MENTIONED: statement.mentions}
    return manner if sentences.get(manner, statement.sayings) else Manner.UNSURE


def _perhaps_framed(sentence: str, share: float, rng: random.Random) -> str:
    return framed(sentence, Frame.ASSERTING, rng) if rng.random() < share else sentence


def _joined(texts: Sequence[str], rng: random.Random) -> str:
    first, *rest = texts
    return first + "".join(rng.choice(_JOINTS) + text for text in rest)


def _claim(part: Part, rng: random.Random) -> Claim:
    is_held = part.statement.is_misconception and part.target == ASSERTED
    return Claim(part.statement.worded(rng), part.target, _MISCONCEPTION_WEIGHT if is_held else 1.0)
