"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-7


def errors(seed, houses):
    rng = np.random.default_rng(seed)
    return rng.exponential(13_000.0, houses)


def expect_same_interval(candidate, values, statistic, rounds, seed, because, **options):
    wanted = reference.interval(values, statistic, rounds, seed, **options)
    found = expect.sequence(candidate.interval(values, statistic, rounds, seed, **options), 2, what="the interval")
    expect.close(found, wanted, rtol=RTOL, atol=1e-12, what="the interval", because=because)


def expect_same_comparison(candidate, a, b, rounds, seed, because, keys=("difference", "low", "high", "p"), **options):
    wanted = reference.compare(a, b, rounds, seed, **options)
    found = expect.mapping(candidate.compare(a, b, rounds, seed, **options), list(wanted), what="the comparison")
    for key in keys:
        expect.close(found[key], wanted[key], rtol=RTOL, atol=1e-12, what=key, because=because)


def test_intervals_of_means(candidate):
    for seed, houses in [(1, 40), (2, 7), (3, 300), (4, 1)]:
        expect_same_interval(candidate, errors(seed, houses), "mean", 200, seed, "Means of errors.")


def test_intervals_of_medians(candidate):
    for seed, houses in [(5, 40), (6, 7), (7, 301)]:
        expect_same_interval(candidate, errors(seed, houses), "median", 200, seed, "Medians of errors.")


def test_levels_and_rounds(candidate):
    for level, rounds in [(0.5, 50), (0.8, 999), (0.99, 33), (0.05, 1), (0.999, 2)]:
        for statistic in ("mean", "median"):
            because = "Levels and numbers of rounds that are not the usual ones."
            expect_same_interval(candidate, errors(8, 25), statistic, rounds, 9, because, level=level)
        expect_same_comparison(candidate, errors(9, 9), errors(10, 9), rounds, 3, because, level=level)


def test_difference_is_paired(candidate):
    for seed, houses in [(11, 30), (12, 200), (13, 2)]:
        a = errors(seed, houses)
        b = a + np.random.default_rng(seed + 50).normal(-300.0, 400.0, houses)
        keys = ("difference", "low", "high")
        expect_same_comparison(candidate, a, b, 300, seed, "Errors that go together.", keys=keys)
        expect_same_comparison(candidate, b, a, 300, seed, "The better model comes first.", keys=keys)


def test_chance_of_such_a_difference(candidate):
    for seed, shift in [(14, 0.0), (15, 300.0), (16, -300.0), (17, 3000.0)]:
        a = errors(seed, 40)
        b = a + np.random.default_rng(seed + 50).normal(shift, 900.0, 40)
        expect_same_comparison(candidate, a, b, 400, seed, "Differences of several sizes.", keys=("p",))
    a, b = [0.1, 0.2, 0.3, 0.7], [0.0, 0.0, 0.0, 0.0]
    expect_same_comparison(candidate, a, b, 64, 18, "Many flips are exactly as large as what was seen.", keys=("p",))
    for seed in range(20, 26):
        because = "Sizes that are equal but for the last digit."
        expect_same_comparison(
            candidate, [0.1, 0.2, 0.3, 0.6, 0.0], [0.0, 0.0, 0.0, 0.0, 0.6], 64, seed, because, keys=("p",)
        )
    expect_same_comparison(candidate, [1.0, 0.0], [0.0, 1.0], 64, 19, "The mean difference is 0.", keys=("p",))


def test_models_that_are_alike(candidate):
    a = errors(20, 12)
    expect_same_comparison(candidate, a, a, 100, 21, "Both models err alike.")
    expect_same_comparison(candidate, [5.0], [5.0], 10, 22, "There is one house.")
    expect_same_comparison(candidate, [5.0], [4.0], 10, 23, "There is one house, and a difference.")


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(24)
    for dtype in (np.uint8, np.int8, np.float16, np.float32):
        a, b = (rng.integers(0, 120, 15).astype(dtype) for _ in range(2))
        expect_same_comparison(candidate, a, b, 60, 25, "Errors of a small dtype.")
        expect_same_comparison(candidate, a.tolist(), b.tolist(), 60, 25, "Errors in lists.")
        expect_same_interval(candidate, a, "mean", 60, 26, "Errors of a small dtype.")
    single = (1e5 + rng.normal(size=50)).astype(np.float32)
    expect_same_interval(candidate, single, "mean", 60, 27, "Errors in single precision.")
    expect_same_comparison(candidate, 1e8 + errors(28, 30) / 1e4, np.full(30, 1e8), 60, 29, "Prices near 10⁸.")
    a, b = errors(30, 10), errors(31, 10)
    after = candidate.compare.with_arguments(a, b, 20, 1).arguments
    expect.equal(after[0], a, because="The first errors after the call.")
    expect.equal(after[1], b, because="The second errors after the call.")
    after = candidate.interval.with_arguments(a, "median", 20, 1).arguments
    expect.equal(after[0], a, because="The values after the call.")


def test_refuses_impossible_input(candidate):
    a, b = errors(32, 8), errors(33, 8)
    for values, statistic, rounds, level, why in [
        ([], "mean", 10, 0.9, "there are no values"),
        (a[:, None], "mean", 10, 0.9, "values are a column"),
        (a, "mode", 10, 0.9, "there is no such statistic"),
        (a, "mean", 0, 0.9, "there are no rounds"),
        (a, "mean", 10, 1.0, "level is 1"),
        (a, "mean", 10, 0.0, "level is 0"),
        (a, "mean", 10, 95, "level is a percentage"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.interval(values, statistic, rounds, 1, level=level)
    for first, second, rounds, level, why in [
        (a, b[:7], 10, 0.9, "a house is missing"),
        (a, b[:1], 10, 0.9, "there is one error, which NumPy would broadcast"),
        ([], [], 10, 0.9, "there are no houses"),
        (a[:, None], b[:, None], 10, 0.9, "errors are columns"),
        (a, b, 0, 0.9, "there are no rounds"),
        (a, b, 10, 1.5, "level is above 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.compare(first, second, rounds, 1, level=level)
    expect_same_interval(candidate, a, "mean", 20, 1, "An ordinary call.")
    expect_same_comparison(candidate, a, b, 20, 1, "An ordinary call.")
