"""Copies of a good answer that say something else, told from what people say in their own words."""

import re
from collections.abc import Callable

import pytest

from prep.concepts.adversaries import antonyms, negated, swapped
from prep.concepts.text.clauses import sentences
from prep.concepts.text.copies import Originals, originals_of, tampered
from prep.concepts.text.polarity import negated_words
from prep.concepts.text.words import words_of
from prep.model.question import Question
from tests.unit.shipped_questions import QUESTIONS

ORIGINAL = "High bias leads to underfitting, because the model is too simple to see the structure of the data."


def share(text: str, originals: Originals) -> float:
    """The share of the sentences that are taken for twisted."""
    spans, words = sentences(text), words_of(text)
    return len(tampered(spans, words, negated_words(text, words, spans), originals)) / len(spans)


@pytest.mark.parametrize(
    ("text", "twisted"),
    [
        (ORIGINAL, False),
        (ORIGINAL.replace("leads", "often leads"), False),
        (ORIGINAL.replace(", because", " since"), False),
        (ORIGINAL.replace("leads", "does not lead"), True),
        (ORIGINAL.replace("High", "Low"), True),
        (ORIGINAL.replace("bias leads to underfitting", "underfitting leads to bias"), True),
        ("It is not true that " + ORIGINAL.lower(), True),
        (ORIGINAL.replace("the structure", "structure").replace("model", "mdoel"), False),
        ("Underfitting means the model is too simple, and that is what high bias does.", False),
        ("A model with high bias never sees the structure, so it underfits.", False),
    ],
)
def test_only_a_copy_that_says_something_else_is_twisted(text: str, twisted: bool) -> None:
    assert (share(text, originals_of([ORIGINAL])) > 0) is twisted


@pytest.mark.slow
@pytest.mark.parametrize("twist", [negated, swapped, antonyms])
def test_most_of_a_twisted_model_answer_is_noticed(twist: Callable[[Question], str]) -> None:
    shares = [share(twist(question).strip(), originals_of([question.model_answer])) for question in QUESTIONS]
    assert sum(one >= 0.4 for one in shares) >= 0.95 * len(shares)


@pytest.mark.slow
def test_honest_answers_to_the_question_are_not_taken_for_twisted_copies() -> None:
    taken = looked_at = 0
    for question in QUESTIONS:
        for index, exemplar in enumerate(question.exemplars):
            others = [one.answer for i, one in enumerate(question.exemplars) if i != index and not one.misconceptions]
            taken += share(exemplar.answer.strip(), originals_of([question.model_answer, *others])) > 0
            looked_at += 1
    assert taken <= 0.005 * looked_at


def test_lines_that_an_editor_wrapped_are_one_sentence() -> None:
    wrapped = re.sub(r"(.{62}\S*) ", r"\1\n", ORIGINAL)
    assert "\n" in wrapped
    assert [span.of(wrapped) for span in sentences(wrapped)] == [wrapped]
    assert len(sentences("- first thing\n- second thing\nand a third")) == 3


REPEATED = "A small k has high variance and overfits, a large k has high bias and underfits."


def test_words_that_come_twice_may_not_be_exchanged_either() -> None:
    assert share(
        "A large k has high variance and overfits, a small k has high bias and underfits.", originals_of([REPEATED])
    )
    assert not share(REPEATED.replace("small", "samll"), originals_of([REPEATED]))
