"""Sides that are swapped: what the same words say when they are tied to each other the other way round."""

import numpy as np
import pytest

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question
from prep.concepts.grade.grader import default_grader
from prep.concepts.matching.contrasts import kept_apart, sharpened
from prep.model.question import AnswerResult

SWAPPED = (
    """
    High bias means the model overfits: training error is low, validation error is high. High variance means the model
    underfits and both errors are high. Against high bias I regularise; against high variance I take a bigger model.
    """,
    "A model that is too complex has high bias and overfits. One that is too simple has high variance and underfits.",
    """
    High bias means the model is too complex and memorises the training applicants, so the training error is low and the
    test error is high. High variance means that the model is too simple and misses the pattern. To find out which it is
    I look at the training error alone. If the bias is high I would collect more data and regularise more strongly; if
    the variance is high I would use a bigger model with more features.
    """,
)
RIGHT = (
    "High bias means the model is too simple and underfits.",
    "High bias means the model is too simple and underfits; high variance means it overfits.",
    "high bias = too simple, underfits. high variance = overfits, too complex",
    "High bias: model too simple, underfits the training data. High variance: too sensitive to the sample, overfits.",
)


def graded(answer: str) -> AnswerResult:
    return default_grader().grade(load_question([shipped_root()], "bias-variance"), answer)


@pytest.mark.slow  # the network reads each answer
@pytest.mark.parametrize("answer", SWAPPED)
def test_whoever_swaps_two_sides_gets_less_than_half_and_is_asked_about_it(answer: str) -> None:
    result = graded(answer)
    assert result.score < 0.5
    assert "swapped" in {one.id for one in (*result.misconceptions, *result.doubts)}


@pytest.mark.slow
@pytest.mark.parametrize("answer", RIGHT)
def test_whoever_says_it_right_in_a_line_makes_the_point_and_is_accused_of_nothing(answer: str) -> None:
    result = graded(answer)
    assert not result.misconceptions
    assert "high-bias-underfits" in {point.id for point in result.points if point.found}


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer",
    [
        "High bias does not lead to underfitting.",
        "High bias means the model is too complex and overfits.",
        "Some models never underfit, whether they have high bias or not.",
        "Is underfitting common in practice, and how much bias can one tolerate?",
    ],
)
def test_a_line_that_denies_a_point_turns_it_round_or_only_mentions_it_earns_next_to_nothing(answer: str) -> None:
    assert graded(answer).score < 0.05


def test_opposites_and_other_words_of_the_question_never_stand_for_each_other() -> None:
    terms, stems = ("rais", "loss", "batch"), ("lower", "loss", "onlin", "")
    likeness = kept_apart(np.full((3, 4), 0.9, np.float32), terms, stems, frozenset({"batch", "onlin"}))
    assert likeness[0].tolist() == pytest.approx([0.1, 0.9, 0.9, 0.9])
    assert likeness[1].tolist() == pytest.approx([0.9, 0.9, 0.9, 0.9])
    assert likeness[2].tolist() == pytest.approx([0.9, 0.9, 0.1, 0.9])


def test_a_word_that_has_an_opposite_says_more_of_the_side() -> None:
    weights = sharpened(np.array([1.0, 1.0, 0.5], np.float32), ("overfit", "model", "high"))
    assert weights.tolist() == [2.0, 1.0, 1.0]
