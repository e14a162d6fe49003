"""Each probe lets an honest solution pass, and catches one that makes the mistake it is for."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from prep.grading import probes
from prep.grading.server.outcomes import WrongAnswer

Array = np.ndarray[Any, Any]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(17)


def rows(rng: np.random.Generator, count: int = 40) -> Array:
    return rng.normal(5.0, 2.0, size=(count, 3))


def caught(words: str) -> Any:
    return pytest.raises(WrongAnswer, match=re.escape(words))


# --- rows_do_not_leak ---------------------------------------------------------------------------------------


def means_of_train(train: Array, test: Array) -> object:
    del test
    return {"mean": train.mean(axis=0), "count": len(train)}


def means_of_both(train: Array, test: Array) -> object:
    return {"mean": np.concatenate([train, test]).mean(axis=0), "count": len(train)}


def median_of_both(train: Array, test: Array) -> object:
    return float(np.median(np.concatenate([train, test])))


def count_of_test(train: Array, test: Array) -> object:
    return [train.mean(), len(test)]


def test_means_of_the_training_rows_do_not_leak(rng: np.random.Generator) -> None:
    probes.rows_do_not_leak(means_of_train, rows(rng), rows(rng, 11), rng)


@pytest.mark.parametrize("fit", [means_of_both, median_of_both, count_of_test])
def test_learning_from_both_parts_is_caught(fit: Callable[[Array, Array], object], rng: np.random.Generator) -> None:
    with caught("what was learnt changes with rows that were held out"):
        probes.rows_do_not_leak(fit, rows(rng), rows(rng, 11), rng)


@pytest.mark.parametrize("constant", [0.0, [1.0, 2.0], "text", {"a": np.zeros(3)}])
def test_learning_nothing_at_all_is_caught(constant: object, rng: np.random.Generator) -> None:
    with caught("does not depend on the training rows"):
        probes.rows_do_not_leak(lambda *_: constant, rows(rng), rows(rng, 11), rng)


@pytest.mark.parametrize("junk", [None, float("nan"), np.array([np.inf]), b"bytes", [None], {"a": object()}])
def test_what_is_no_number_is_a_wrong_answer(junk: object, rng: np.random.Generator) -> None:
    with pytest.raises(WrongAnswer):
        probes.rows_do_not_leak(lambda *_: junk, rows(rng), rows(rng, 11), rng)


def test_a_result_that_changes_its_shape_is_caught_not_broadcast(rng: np.random.Generator) -> None:
    with caught("held out"):
        probes.rows_do_not_leak(lambda _, test: np.ones(len(test)), rows(rng), rows(rng, 11), rng)


def test_a_result_that_turns_from_number_to_text_is_caught(rng: np.random.Generator) -> None:
    held_out = rows(rng, 11)
    with caught("held out"):
        probes.rows_do_not_leak(lambda _, test: 1.0 if test is held_out else "one", rows(rng), held_out, rng)


TRAIN_TEXTS = ["good house", "bad roof", "good garden", "small bad house"]
TEST_TEXTS = ["good roof", "large garden", "bad bad day"]


def vocabulary(texts: list[str]) -> list[str]:
    return sorted({word for text in texts for word in text.split()})


def test_a_vocabulary_of_the_training_texts_does_not_leak(rng: np.random.Generator) -> None:
    probes.rows_do_not_leak(lambda train, _: vocabulary(train), TRAIN_TEXTS, TEST_TEXTS, rng)


def test_a_vocabulary_of_all_texts_is_caught(rng: np.random.Generator) -> None:
    with caught("held out"):
        probes.rows_do_not_leak(lambda train, test: vocabulary(train + test), TRAIN_TEXTS, TEST_TEXTS, rng)


def test_a_test_may_bring_its_own_disturbance(rng: np.random.Generator) -> None:
    def fit(train: dict[str, float], test: dict[str, float]) -> object:
        return train["a"] + test["a"]

    def disturb(part: dict[str, float], rng: np.random.Generator) -> dict[str, float]:
        return {"a": part["a"] + rng.random()}

    with caught("held out"):
        probes.rows_do_not_leak(fit, {"a": 1.0}, {"a": 2.0}, rng, disturb=disturb)


# --- disturbed ----------------------------------------------------------------------------------------------


def test_disturbed_rows_are_fewer_far_away_and_of_the_same_form(rng: np.random.Generator) -> None:
    features, y = rng.normal(size=(9, 2)), np.arange(9)
    moved_rows, moved_y = probes.disturbed((features, y), rng)
    assert moved_rows.shape == (5, 2)
    assert moved_y.shape == (5,)
    assert moved_y.dtype == y.dtype
    assert moved_rows.mean() > features.max()


def test_rows_with_holes_stay_rows_with_holes(rng: np.random.Generator) -> None:
    features = np.array([[1.0, np.nan], [2.0, np.nan], [4.0, np.nan]])
    moved = probes.disturbed(features, rng)
    assert np.isnan(moved[:, 1]).all()
    assert np.isfinite(moved[:, 0]).all()


def test_rows_of_an_unknown_form_are_an_error_of_the_test(rng: np.random.Generator) -> None:
    with pytest.raises(TypeError, match="pass `disturb`"):
        probes.disturbed({"a": 1}, rng)


# --- held_out_labels_do_not_choose --------------------------------------------------------------------------

SCORES = np.array([0.1, 0.2, 0.35, 0.4, 0.6, 0.7, 0.8, 0.9])
VALIDATION_LABELS = np.array([0, 0, 0, 1, 0, 1, 1, 1])
TEST_LABELS = np.array([0, 1, 0, 0, 1, 0, 1, 1])


def best_threshold(labels: Array) -> float:
    return float(max(SCORES, key=lambda threshold: ((threshold <= SCORES) == labels).mean()))


def test_a_threshold_chosen_on_validation_labels_passes(rng: np.random.Generator) -> None:
    probes.held_out_labels_do_not_choose(lambda _: best_threshold(VALIDATION_LABELS), TEST_LABELS, rng)


def test_a_threshold_chosen_on_test_labels_is_caught(rng: np.random.Generator) -> None:
    with caught("the choice changes with the labels that were held out"):
        probes.held_out_labels_do_not_choose(best_threshold, TEST_LABELS, rng)


# --- permuted_labels_collapse -------------------------------------------------------------------------------


def nearest_accuracy(features: Array, labels: Array, *, leave_out: bool) -> float:
    """Accuracy of the nearest neighbour, each row itself left out or not."""
    apart = np.abs(features[:, None, :] - features[None, :, :]).sum(axis=2)
    if leave_out:
        np.fill_diagonal(apart, np.inf)
    return float((labels[apart.argmin(axis=1)] == labels).mean())


@pytest.fixture
def clusters(rng: np.random.Generator) -> tuple[Array, Array]:
    labels = np.repeat([0, 1], 40)
    return rng.normal(size=(80, 2)) + 4.0 * labels[:, None], labels


def test_an_honest_score_collapses_on_permuted_labels(clusters: tuple[Array, Array], rng: np.random.Generator) -> None:
    features, labels = clusters
    probes.permuted_labels_collapse(
        lambda y: nearest_accuracy(features, y, leave_out=True), labels, rng, at_least=0.9, at_most=0.65
    )


def test_a_score_on_the_training_rows_is_caught(clusters: tuple[Array, Array], rng: np.random.Generator) -> None:
    features, labels = clusters
    with caught("the score is still 1 when the labels are permuted"):
        probes.permuted_labels_collapse(
            lambda y: nearest_accuracy(features, y, leave_out=False), labels, rng, at_least=0.9, at_most=0.65
        )


def test_a_score_that_never_rises_is_caught(clusters: tuple[Array, Array], rng: np.random.Generator) -> None:
    with caught("at least 0.9 is to be had"):
        probes.permuted_labels_collapse(lambda _: 0.5, clusters[1], rng, at_least=0.9, at_most=0.65)


# --- row_by_row_equals_batch --------------------------------------------------------------------------------


def test_a_prediction_of_each_row_alone_passes(rng: np.random.Generator) -> None:
    probes.row_by_row_equals_batch(lambda features: features.sum(axis=1), rows(rng, 7))
    probes.row_by_row_equals_batch(lambda features: features * 2.0, rows(rng, 7))


def test_texts_are_rows_too() -> None:
    probes.row_by_row_equals_batch(lambda texts: [len(text) for text in texts], TEST_TEXTS)


def test_a_scaler_fitted_on_the_rows_to_predict_is_caught(rng: np.random.Generator) -> None:
    with caught("made row by row instead of together"):
        probes.row_by_row_equals_batch(lambda features: (features - features.mean(axis=0)).sum(axis=1), rows(rng, 7))


def test_predictions_in_sorted_order_are_caught(rng: np.random.Generator) -> None:
    with pytest.raises(WrongAnswer):
        probes.row_by_row_equals_batch(lambda features: np.sort(features.sum(axis=1)), rows(rng, 7))


def test_running_state_within_a_batch_is_caught(rng: np.random.Generator) -> None:
    with pytest.raises(WrongAnswer):
        probes.row_by_row_equals_batch(lambda features: np.cumsum(features.sum(axis=1)), rows(rng, 7))


def test_one_prediction_for_all_rows_is_caught(rng: np.random.Generator) -> None:
    with caught("the same for every row"):
        probes.row_by_row_equals_batch(lambda features: np.ones(len(features)), rows(rng, 7))


@pytest.mark.parametrize("junk", [None, "text", [1.0], np.float64(2.0), np.full(7, np.nan)])
def test_predictions_that_are_none_are_a_wrong_answer(junk: object, rng: np.random.Generator) -> None:
    with pytest.raises(WrongAnswer):
        probes.row_by_row_equals_batch(lambda _: junk, rows(rng, 7))


# --- canary_column ------------------------------------------------------------------------------------------


def correlation(left: Array, right: Array) -> float:
    return abs(float(np.corrcoef(left, right)[0, 1]))


def best_column_score(features: Array, y: Array, held_out: Array, *, peek: bool) -> float:
    """Picks the column that goes best with y, on all rows or on the training rows; its correlation on held-out rows."""
    seen = np.ones(len(y), dtype=bool) if peek else ~held_out
    best = max(range(features.shape[1]), key=lambda j: correlation(features[seen, j], y[seen]))
    return correlation(features[held_out, best], y[held_out])


@pytest.fixture
def picking(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    features = rng.normal(size=(120, 4))
    y = features[:, 1] + 2.5 * rng.normal(size=120)
    return features, y, np.arange(120) % 2 == 0


def test_picking_a_column_on_the_training_rows_keeps_the_canary_silent(
    picking: tuple[Array, Array, Array], rng: np.random.Generator
) -> None:
    features, y, held_out = picking
    probes.canary_column(
        lambda features: best_column_score(features, y, held_out, peek=False),
        features,
        probes.canary_for(y, held_out, rng),
        slack=0.05,
        at_least=0.2,
    )


def test_picking_a_column_on_all_rows_makes_the_canary_sing(
    picking: tuple[Array, Array, Array], rng: np.random.Generator
) -> None:
    features, y, held_out = picking
    with caught("only helps who sees the held-out labels"):
        probes.canary_column(
            lambda features: best_column_score(features, y, held_out, peek=True),
            features,
            probes.canary_for(y, held_out, rng),
            slack=0.05,
            at_least=0.2,
        )


def test_a_score_that_is_never_good_is_caught(picking: tuple[Array, Array, Array], rng: np.random.Generator) -> None:
    features, y, held_out = picking
    with caught("at least 0.2 is to be had"):
        probes.canary_column(lambda _: 0.0, features, probes.canary_for(y, held_out, rng), slack=0.05, at_least=0.2)


def test_a_canary_holds_the_answer_for_held_out_rows_only(rng: np.random.Generator) -> None:
    y, held_out = np.arange(40.0), np.arange(40) < 10
    canary = probes.canary_for(y, held_out, rng)
    assert (canary[held_out] == y[held_out]).all()
    assert sorted(canary[~held_out]) == sorted(y[~held_out])
    assert correlation(canary[~held_out], y[~held_out]) < 0.5
