"""Precision, recall, F1, thresholds, and what mistakes share."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from projects.sentiment.data import Labels
from projects.sentiment.mistakes import summarize_traits, wrong_rows
from projects.sentiment.scores import (
    Confusion,
    Scores,
    best_threshold,
    confusion,
    f1_interval,
    precision_recall,
    threshold_for_precision,
)

LABELS: Labels = np.array([0, 0, 1, 0, 1, 1], dtype=np.int8)
SCORES: Scores = np.array([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0])

rated = st.lists(st.tuples(st.integers(0, 1), st.integers(-4, 4)), min_size=2, max_size=40).filter(
    lambda pairs: any(label for label, _ in pairs)
)


def arrays(pairs: list[tuple[int, int]]) -> tuple[Labels, Scores]:
    labels, scores = zip(*pairs, strict=True)
    return np.array(labels, dtype=np.int8), np.array(scores, dtype=float)


def test_the_four_counts_tell_who_was_called_what() -> None:
    assert confusion(LABELS, SCORES, 0.5) == Confusion(true_for=2, false_for=1, false_against=1, true_against=2)


@settings(deadline=None, max_examples=40)
@given(rated, st.integers(-5, 5))
def test_precision_recall_and_f1_are_those_of_scikit_learn(pairs: list[tuple[int, int]], threshold: int) -> None:
    labels, scores = arrays(pairs)
    counts = confusion(labels, scores, threshold)
    expected = metrics.precision_recall_fscore_support(labels, scores >= threshold, average="binary", zero_division=0)[
        :3
    ]
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx(expected)


@settings(deadline=None, max_examples=40)
@given(rated)
def test_each_point_of_the_curve_is_what_its_threshold_gives(pairs: list[tuple[int, int]]) -> None:
    labels, scores = arrays(pairs)
    curve = precision_recall(labels, scores)
    counts = [confusion(labels, scores, threshold) for threshold in curve.thresholds]
    np.testing.assert_allclose(curve.precision, [c.precision for c in counts])
    np.testing.assert_allclose(curve.recall, [c.recall for c in counts])
    np.testing.assert_allclose(curve.f1, [c.f1 for c in counts])


@settings(deadline=None, max_examples=40)
@given(rated)
def test_no_threshold_beats_the_best_one(pairs: list[tuple[int, int]]) -> None:
    labels, scores = arrays(pairs)
    best = confusion(labels, scores, best_threshold(labels, scores)).f1
    assert best >= max(confusion(labels, scores, threshold).f1 for threshold in range(-5, 6)) - 1e-12


def test_of_the_thresholds_that_are_precise_enough_the_lowest_is_taken() -> None:
    assert threshold_for_precision(LABELS, SCORES, 0.75) == -0.5
    assert threshold_for_precision(LABELS, SCORES, 0.9) == 1.0


def test_a_precision_that_no_threshold_reaches_gives_none() -> None:
    assert threshold_for_precision(LABELS, -SCORES, 0.9) is None


def test_a_curve_without_a_review_for_the_film_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one review for"):
        precision_recall(np.zeros(3, dtype=np.int8), np.arange(3.0))


def test_the_interval_holds_the_f1_and_narrows_with_more_reviews() -> None:
    few = Confusion(true_for=45, false_for=5, false_against=5, true_against=45)
    many = Confusion(true_for=4500, false_for=500, false_against=500, true_against=4500)
    wide, narrow = f1_interval(few), f1_interval(many)
    assert wide.low < narrow.low < 0.9 < narrow.high < wide.high
    assert narrow.high - narrow.low == pytest.approx((wide.high - wide.low) / 10, rel=0.2)


def test_wrong_answers_come_with_the_most_confident_first() -> None:
    assert wrong_rows(LABELS, np.array([3.0, -1, -0.5, 0.5, 1, -9]), 0.0).tolist() == [5, 0, 2, 3]


def test_traits_count_contrasts_negations_and_marks_out_of_ten() -> None:
    texts = ["good but not great, 7/10", "i don't know", "ten out of ten films"]
    traits = summarize_traits(texts, [["good", "but", "not", "great"], ["i", "don't", "know"], ["ten", "out", "of"]])
    assert (traits.reviews, traits.median_words) == (3, 3)
    assert (traits.contrasts, traits.negations) == pytest.approx((10, 20))
    assert traits.marked == pytest.approx(1 / 3)


@pytest.mark.parametrize("text", ["8/10", "a 7.5 / 10!", "10 out of 10", "3 out of ten"])
def test_a_mark_out_of_ten_is_seen_however_it_is_written(text: str) -> None:
    assert summarize_traits([text], [["word"]]).marked == 1


@pytest.mark.parametrize("text", ["in 1910/1911", "two out of three", "9/11 and 10/100"])
def test_other_fractions_are_no_marks(text: str) -> None:
    assert summarize_traits([text], [["word"]]).marked == 0


def test_traits_of_no_review_are_refused() -> None:
    with pytest.raises(ValueError, match="no review"):
        summarize_traits([], [])
