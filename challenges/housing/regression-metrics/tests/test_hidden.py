"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9
NAMES = ("mae", "rmse", "r2")


def houses(seed, rows):
    """True prices, and guesses that are off by some thousand dollars either way."""
    rng = np.random.default_rng(seed)
    prices = rng.lognormal(12.0, 0.4, rows)
    return prices, prices + rng.normal(3_000.0, 20_000.0, rows)


def expect_same(candidate, name, *arguments):
    expected = getattr(reference, name)(*arguments)
    expect.close(getattr(candidate, name)(*arguments), expected, rtol=RTOL, what=name)


def test_mae_on_many_houses(candidate):
    expect_same(candidate, "mae", *houses(1, 57))


def test_rmse_on_many_houses(candidate):
    expect_same(candidate, "rmse", *houses(2, 41))


def test_r2_on_many_houses(candidate):
    prices, guesses = houses(3, 64)
    expect_same(candidate, "r2", prices, guesses)
    expect_same(candidate, "r2", prices, prices.mean() + 3 * (guesses - prices))
    expect_same(candidate, "r2", [1.0, 2.0], [2.5, 0.5])
    expect_same(candidate, "r2", 1e6 + prices / 1e5, 1e6 + guesses / 1e5)


def test_weights(candidate):
    prices, guesses = houses(4, 30)
    counts = np.random.default_rng(5).integers(0, 4, 30)
    prices[0], guesses[0], counts[0] = 9e6, 1.0, 0
    repeated = np.repeat(prices, counts), np.repeat(guesses, counts)
    for name in NAMES:
        expected = getattr(reference, name)(*repeated)
        expect.close(
            getattr(candidate, name)(prices, guesses, counts), expected, rtol=RTOL, what=f"{name} with weights"
        )
        expect_same(candidate, name, prices, guesses, counts / 7)


def test_perfect_prediction(candidate):
    prices = houses(6, 12)[0]
    for name, expected in zip(NAMES, (0.0, 0.0, 1.0), strict=True):
        expect.close(getattr(candidate, name)(prices, prices), expected, what=f"{name} of a perfect prediction")


def test_constant_truth(candidate):
    for value, rows in [(0.3, 13), (0.1, 6), (1.1, 11)]:  # whose mean in floating point is another number
        same = np.full(rows, value)
        near = same.copy()
        near[3] += 1e-3
        expect.close(candidate.r2(same, same), 1.0, what="r2 of an exact prediction of equal values")
        expect.close(candidate.r2(same, near), 0.0, what="r2 of an inexact prediction of equal values")
        nearly = np.nextafter(same, np.inf)
        expect.close(candidate.r2(same, nearly), 0.0, because="Predictions that are nearly exact are not exact.")
    expect.close(candidate.r2([5.0], [5.0]), 1.0, what="r2 of one exact row")
    expect.close(candidate.r2([5.0], [6.0]), 0.0, what="r2 of one inexact row")
    truth, guess, weights = [4.0, 4.0, 9.0], [4.0, 4.0, 0.0], [1.0, 2.0, 0.0]
    expect.close(candidate.r2(truth, guess, weights), 1.0, what="r2 where all rows with weight are equal and exact")
    expect.close(candidate.mae([5.0], [6.0]), 1.0, what="mae of one row")


def test_lists_and_whole_numbers(candidate):
    small, large = np.array([3, 200, 17], dtype=np.uint8), np.array([250, 1, 30], dtype=np.uint8)
    for name in NAMES:
        expect_same(candidate, name, small, large)
        expect_same(candidate, name, small.tolist(), large.tolist(), [1, 2, 3])
        after = getattr(candidate, name).with_arguments(np.array([1.0, 4.0]), np.array([2.0, 2.0])).arguments
        expect.equal(after[0], np.array([1.0, 4.0]), what="y_true after the call")
        expect.equal(after[1], np.array([2.0, 2.0]), what="y_pred after the call")
        given = [np.array([1.0, 4.0, 6.0]), np.array([2.0, 2.0, 2.5]), np.array([1.0, 3.0, 2.0])]
        for changed, before in zip(getattr(candidate, name).with_arguments(*given).arguments, given, strict=True):
            expect.equal(changed, before, because="An argument after a call with weights.")


def test_refuses_what_cannot_be_scored(candidate):
    y, nan, inf = np.array([1.0, 2.0, 3.0]), float("nan"), float("inf")
    expect_same(candidate, "mae", y, y + 0.5)
    cases = [
        ((y, y[:2]), "lengths differ"),
        ((y, y[:1]), "lengths differ, though NumPy would broadcast them"),
        ((y[:, None], y[:, None]), "the arguments are not one-dimensional"),
        ((y, y[:, None]), "y_pred is not one-dimensional"),
        ((y[:, None], y), "y_true is not one-dimensional"),
        ((2.0, 2.0), "the arguments are not one-dimensional"),
        (([], []), "there are no rows"),
        (([1.0, nan], [1.0, 2.0]), "y_true holds NaN"),
        (([1.0, 2.0], [1.0, inf]), "y_pred holds infinity"),
        ((y, y, [1.0, 1.0]), "there are fewer weights than rows"),
        ((y, y, [[1.0, 1.0, 1.0]]), "weights are not one-dimensional"),
        ((y, y, [1.0, -1.0, 1.0]), "a weight is negative"),
        ((y, y, [1.0, nan, 1.0]), "a weight is NaN"),
        ((y, y, [0.0, 0.0, 0.0]), "all weights are 0"),
    ]
    for name in NAMES:
        for arguments, why in cases:
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(*arguments)
