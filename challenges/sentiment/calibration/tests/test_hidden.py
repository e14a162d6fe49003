"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9


def drawn(seed, n=60, digits=16):
    rng = np.random.default_rng(seed)
    probabilities = np.round(rng.beta(1.5, 1.2, n), digits)
    return probabilities, (rng.random(n) < probabilities**2).astype(int)


def expect_same_error(candidate, rows, because, **options):
    wanted = reference.calibration_error(*rows, **options)
    found = candidate.calibration_error(*rows, **options)
    expect.close(found, wanted, rtol=RTOL, atol=1e-12, what="the error", because=because)


def expect_same_map(candidate, rows, asked, because):
    found, wanted = candidate.Isotonic(), reference.Isotonic()
    found.fit(*rows)
    wanted.fit(*rows)
    expect.close(found.predict(asked), wanted.predict(asked), rtol=RTOL, atol=1e-12, what="the map", because=because)


def test_bins_and_their_weights(candidate):
    for seed, n, bins in [(1, 60, 10), (2, 500, 15), (3, 7, 10), (4, 40, 1), (5, 30, 200), (6, 1, 4)]:
        expect_same_error(candidate, drawn(seed, n), "Bins with many rows, with few and with none.", bins=bins)
    expect_same_error(candidate, drawn(7), "The number of bins of the default.")


def test_borders_of_bins(candidate):
    rng = np.random.default_rng(8)
    for bins in (10, 3, 7, 49):
        borders = np.arange(bins + 1) / bins
        for _ in range(4):
            probabilities = np.concatenate([borders, rng.random(9)])
            rows = probabilities, rng.integers(0, 2, len(probabilities))
            expect_same_error(candidate, rows, "Some probabilities lie on a border.", bins=bins)
    for probability, label in [(0.0, 1), (1.0, 0), (1.0, 1)]:
        rows = [probability, 0.05, 0.97], [label, 0, 1]
        expect_same_error(candidate, rows, "A probability of 0, or of 1.")


def test_pools_what_violates_the_order(candidate):
    for seed, n in [(10, 60), (11, 5), (12, 300), (13, 2)]:
        rows = drawn(seed, n)
        expect_same_map(candidate, rows, rows[0], "The map at the points of fitting.")
    falling = np.linspace(0.05, 0.95, 12)
    expect_same_map(candidate, (falling, falling < 0.5), falling, "Labels that fall where probabilities rise.")
    steps = np.linspace(0, 1, 9), [0, 1, 1, 1, 0, 0, 0, 1, 1]
    expect_same_map(candidate, steps, steps[0], "A late violation reaches far back.")
    big = drawn(14, 20_000)
    expect_same_map(candidate, big, big[0][:50], "Many rows.")


def test_equal_probabilities_are_one_point(candidate):
    for seed, n, digits in [(15, 80, 1), (16, 200, 2), (17, 12, 1)]:
        rows = drawn(seed, n, digits)
        expect_same_map(candidate, rows, rows[0], "Many probabilities are equal.")
    expect_same_map(candidate, ([0.5, 0.5, 0.5], [1, 0, 0]), [0.5, 0.1], "All probabilities are equal.")


def test_between_and_beyond_the_points(candidate):
    asked = np.linspace(0, 1, 101)
    for seed, n in [(18, 20), (19, 3), (20, 1)]:
        probabilities, labels = drawn(seed, n)
        expect_same_map(candidate, (0.2 + 0.5 * probabilities, labels), asked, "Between and beyond the points.")
    expect_same_map(candidate, drawn(21), asked[::-1], "The rows to predict are in no order.")
    expect_same_map(candidate, drawn(22), [], "There are no rows to predict.")


def test_predict_leaves_the_map_alone(candidate):
    found, wanted = candidate.Isotonic(), reference.Isotonic()
    for seed in (23, 24):
        for one in (found, wanted):
            one.fit(*drawn(seed))
        for asked in (drawn(25)[0], [0.3], drawn(26)[0]):
            because = "Several predictions, after a second fit too."
            expect.close(found.predict(asked), wanted.predict(asked), rtol=RTOL, atol=1e-12, because=because)
    with candidate.raises(ValueError, because="labels are missing"):
        found.fit([0.1, 0.2], [1])
    expect.close(found.predict([0.4]), wanted.predict([0.4]), because="After a fit that was refused.")


def test_small_dtypes_and_lists(candidate):
    probabilities, labels = np.array([0.0, 0.25, 0.5, 0.25, 1.0, 0.75]), np.array([0, 1, 0, 0, 1, 1])
    for dtype in (bool, np.uint8, np.int8, np.float16):
        for rows in [
            (probabilities.astype(np.float16), labels.astype(dtype)),
            (probabilities.tolist(), labels.tolist()),
        ]:
            expect_same_error(candidate, rows, "Small dtypes, bools and lists.", bins=4)
            expect_same_map(candidate, rows, [0.1, 0.3], "Small dtypes, bools and lists.")
    called = candidate.Isotonic().fit.with_arguments(probabilities, labels)
    expect.equal(called.arguments[0], probabilities, because="The probabilities after the call.")
    expect.equal(called.arguments[1], labels, because="The labels after the call.")


def test_refuses_impossible_input(candidate):
    for probabilities, labels, why in [
        ([], [], "there are no rows"),
        ([0.1, 0.2], [1], "a label is missing, though NumPy would broadcast it"),
        ([[0.1, 0.2]], [[1, 0]], "the arguments are tables"),
        ([0.1, 1.1], [1, 0], "a probability is above 1"),
        ([0.1, -0.1], [1, 0], "a probability is below 0"),
        ([0.1, np.nan], [1, 0], "a probability is NaN"),
        ([0.1, 0.2], [1, 2], "a label is 2"),
        ([0.1, 0.2], [1, 0.5], "a label is one half"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.calibration_error(probabilities, labels)
        with candidate.raises(ValueError, because=why):
            candidate.Isotonic().fit(probabilities, labels)
    with candidate.raises(ValueError, because="there are no bins"):
        candidate.calibration_error([0.1], [1], bins=0)
    with candidate.raises(ValueError, because="fit comes first"):
        candidate.Isotonic().predict([0.1])
    isotonic = candidate.Isotonic()
    isotonic.fit([0.2, 0.6], [0, 1])
    for asked, why in [([[0.1]], "the rows to predict are a table"), ([1.5], "a probability to map is above 1")]:
        with candidate.raises(ValueError, because=why):
            isotonic.predict(asked)
    expect.close(candidate.calibration_error([0.25], [1]), 0.75, because="An ordinary call.")
