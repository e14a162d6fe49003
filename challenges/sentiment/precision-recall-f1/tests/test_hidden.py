"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9
NAMES = ("precision", "recall", "f1")


def reviews(seed, count, share=0.2, caught=0.5, false_alarms=0.3):
    """Labels 0 and 1, few of them 1; a model that finds some of these and raises many false alarms."""
    rng = np.random.default_rng(seed)
    y_true = (rng.random(count) < share).astype(int)
    called = rng.random(count) < np.where(y_true == 1, caught, false_alarms)
    return y_true, called.astype(int)


def expect_same(candidate, name, *arguments, **keywords):
    """The score is the reference's; returns what became of the arguments."""
    called = getattr(candidate, name).with_arguments(*arguments, **keywords)
    expected = getattr(reference, name)(*arguments, **keywords)
    expect.close(called.value, expected, rtol=RTOL, what=name)
    return called.arguments


def test_precision_on_many_reviews(candidate):
    for seed in (1, 2):
        after = expect_same(candidate, "precision", *reviews(seed, 400))
        expect.equal(after[1], reviews(seed, 400)[1], what="y_pred after the call")


def test_recall_on_many_reviews(candidate):
    for seed in (3, 4):
        after = expect_same(candidate, "recall", *reviews(seed, 400))
        expect.equal(after[0], reviews(seed, 400)[0], what="y_true after the call")


def test_f1_on_many_reviews(candidate):
    expect_same(candidate, "f1", *reviews(5, 3000, share=0.02, caught=0.9))
    expect_same(candidate, "f1", *reviews(6, 700, share=0.8, caught=0.1, false_alarms=0.01))


def test_labels_of_other_kinds(candidate):
    y_true, y_pred = reviews(7, 90)
    words = np.array(["neg", "positive"])
    for name in NAMES:
        expect_same(candidate, name, y_true == 1, y_pred == 1)
        expect_same(candidate, name, 2 * y_true - 1, 2 * y_pred - 1)
        expect_same(candidate, name, words[y_true], words[y_pred], positive="positive")
        expect_same(candidate, name, words[y_true].tolist(), words[y_pred].tolist(), "neg")
        expect_same(candidate, name, y_true.astype(np.uint8), (y_pred == 1).tolist())
    expect_same(candidate, "macro_f1", words[y_true], words[y_pred].tolist())
    expect_same(candidate, "macro_f1", 2 * y_true - 1, 2 * y_pred - 1)
    expect_same(candidate, "macro_f1", y_true == 1, y_pred == 1)


def test_another_positive_label(candidate):
    y_true, y_pred = reviews(8, 150)
    stars = np.random.default_rng(9).integers(1, 6, (2, 200))
    for name in NAMES:
        expect_same(candidate, name, y_true, y_pred, positive=0)
        expect_same(candidate, name, 2 * y_true - 1, 2 * y_pred - 1, positive=-1)
        for label in range(1, 6):
            expect_same(candidate, name, *stars.tolist(), positive=label)


def test_nothing_called_positive(candidate):
    y_true = reviews(10, 30)[0]
    for name in NAMES:
        expect_same(candidate, name, y_true, np.zeros(30, dtype=int))
        expect_same(candidate, name, y_true, y_true)


def test_nothing_is_positive(candidate):
    y_pred = reviews(11, 30)[1]
    for name in NAMES:
        expect_same(candidate, name, [0] * 30, y_pred.tolist())
        expect_same(candidate, name, [0] * 30, [0] * 30)
        expect_same(candidate, name, ["good", "bad"], ["bad", "good"], positive="awful")
        expect_same(candidate, name, y_pred.tolist(), y_pred.tolist())


def test_macro_f1_of_three_labels(candidate):
    rng = np.random.default_rng(12)
    y_true = rng.choice(["negative", "neutral", "positive"], 300, p=[0.3, 0.05, 0.65])
    y_pred = np.where(rng.random(300) < 0.6, y_true, rng.choice(["negative", "neutral", "positive"], 300))
    expect_same(candidate, "macro_f1", y_true, y_pred)
    expect_same(candidate, "macro_f1", y_pred.tolist(), y_true.tolist())


def test_macro_f1_of_labels_on_one_side(candidate):
    expect_same(candidate, "macro_f1", [5, 4, 4, 5, 4], [5, 4, 3, 5, 5])
    expect_same(candidate, "macro_f1", ["bad", "bad", "good", "so-so"], ["bad", "good", "good", "bad"])
    expect_same(candidate, "macro_f1", [1, 1, 1], [1, 1, 1])
    expect_same(candidate, "macro_f1", [1, 1, 1], [0, 0, 0])
    expect_same(candidate, "macro_f1", [True, False, True, True], [1, 0, 0, 1])
    expect_same(candidate, "macro_f1", np.array([0, 1, 1, 1, 0]), np.array([False, True, False, True, True]))


def test_refuses_impossible_input(candidate):
    y_true, y_pred = reviews(13, 12)
    for name in (*NAMES, "macro_f1"):
        for bad_true, bad_pred, why in [
            (y_true, y_pred[:11], "the lengths differ"),
            (y_true, y_pred[:1], "the lengths differ, though NumPy would broadcast them"),
            (y_true, y_pred[:, None], "y_pred is a column, not one-dimensional"),
            (y_true[:, None], y_pred, "y_true is a column, not one-dimensional"),
            (y_true[:, None], y_pred[:, None], "both are columns, not one-dimensional"),
            (1, 1, "a single label is not one-dimensional"),
            ([], [], "there are no reviews"),
        ]:
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(bad_true, bad_pred)
        expect_same(candidate, name, y_true, y_true)
