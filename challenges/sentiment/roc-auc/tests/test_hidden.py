"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9


def scored(seed, count, share=0.4, shift=0.8, digits=15):
    """Labels, and scores that are higher by `shift` for positive reviews, rounded to so many digits."""
    rng = np.random.default_rng(seed)
    y_true = (rng.random(count) < share).astype(int)
    return y_true, np.round(rng.normal(size=count) + shift * y_true, digits)


def expect_area(candidate, y_true, scores, what="the AUC"):
    expect.close(candidate.roc_auc(y_true, scores), reference.roc_auc(y_true, scores), rtol=RTOL, what=what)


def expect_curve(candidate, y_true, scores):
    names = ("fpr", "tpr", "thresholds")
    found = expect.sequence(candidate.roc_curve(y_true, scores), 3, what="the curve")
    for name, rates, expected in zip(names, found, reference.roc_curve(y_true, scores), strict=True):
        expect.close(rates, expected, rtol=RTOL, what=name)


def test_area_without_ties(candidate):
    expect_area(candidate, *scored(1, 300))
    expect_area(candidate, *scored(2, 50, share=0.1))
    expect_area(candidate, [0, 1], [0.25, 0.75])


def test_area_with_ties(candidate):
    y_true, scores = scored(3, 200, digits=0)
    first = np.argsort(-y_true, kind="stable")
    for order in (np.arange(200), first, first[::-1]):
        expect_area(candidate, y_true[order], scores[order], "the AUC with ties")
    expect_area(candidate, *scored(4, 90, digits=1))
    expect_area(candidate, [1, 0, 0, 1, 1], [2.0] * 5, "the AUC of one score for all")


def test_area_below_one_half(candidate):
    expect_area(candidate, *scored(5, 120, shift=-1.5))
    expect_area(candidate, *scored(6, 80, shift=-0.7))
    expect_area(candidate, [1, 1, 0], [0.1, 0.2, 0.3])


def test_curve_without_ties(candidate):
    expect_curve(candidate, *scored(7, 40))
    expect_curve(candidate, *scored(8, 25, share=0.8))
    expect_curve(candidate, [0, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.5])


def test_curve_with_ties(candidate):
    y_true, scores = scored(9, 60, digits=0)
    first = np.argsort(-y_true, kind="stable")
    for order in (first, first[::-1]):
        expect_curve(candidate, y_true[order], scores[order])
    expect_curve(candidate, [0, 1, 1, 0], [3, 3, 3, 3])


def test_scores_of_any_scale(candidate):
    rng = np.random.default_rng(10)
    y_true = rng.integers(0, 2, 64)
    steps = rng.integers(0, 12, 64)
    for scores in (
        steps.astype(np.uint8),
        -3 * steps,
        1.0 + steps * np.finfo(float).eps,
        steps * 1e-14,
        (steps / 12).astype(np.float32),
        1e9 * steps - 4e9,
        np.exp(2.0 * steps),
    ):
        expect_area(candidate, y_true, scores)
        expect_curve(candidate, y_true, scores)
    expect_area(candidate, (y_true == 1).tolist(), steps.tolist())
    expect_curve(candidate, y_true.astype(float), steps.astype(np.int8))


def test_many_reviews(candidate):
    expect_area(candidate, *scored(11, 60_000))


def test_leaves_inputs_unchanged(candidate):
    y_true, scores = scored(13, 30)
    for name in ("roc_auc", "roc_curve"):
        called = getattr(candidate, name).with_arguments(y_true, scores)
        expect.equal(called.arguments[0], y_true, what="y_true after the call")
        expect.equal(called.arguments[1], scores, what="scores after the call")
    expect.sequence(called.value, 3, what="the curve")


def test_refuses_impossible_input(candidate):
    y_true, scores = scored(14, 20)
    for name in ("roc_auc", "roc_curve"):
        for labels, values, why in [
            (y_true, scores[:19], "the lengths differ"),
            (y_true, scores[:1], "the lengths differ, though NumPy would broadcast them"),
            (y_true, scores[:, None], "scores is a column"),
            (y_true[:, None], scores[:, None], "both are columns"),
            (y_true[:, None], scores, "y_true is a column"),
            (y_true[:, None], scores[:, None][:19], "both are columns, of different lengths"),
            ([], [], "there are no reviews"),
            (np.ones(20), scores, "there are only positive reviews"),
            (np.zeros(20), scores, "there are only negative reviews"),
            (2 * y_true, scores, "labels are 0 and 2"),
            (2 * y_true - 1, scores, "labels are -1 and 1"),
            (np.append(y_true[1:], 2), scores, "one label is 2"),
            (np.append(y_true[1:], 0.5), scores, "one label is 0.5"),
            (np.append(y_true[1:], 1e-9), scores, "one label is nearly 0"),
            (y_true + 1e-9, scores, "all labels are nearly 0 or 1"),
            (np.append(y_true[1:], np.nan), scores, "one label is NaN"),
            (y_true, np.append(scores[1:], np.nan), "a score is NaN"),
            (y_true, np.append(scores[1:], -np.inf), "a score is infinite"),
        ]:
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(labels, values)
    expect_area(candidate, [0, 0, 1, 1], [0.5, 1.5, 2.5, 3.5])
