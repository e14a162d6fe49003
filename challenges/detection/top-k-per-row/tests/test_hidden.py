"""The checks that decide."""

import numpy as np

from prep.grading import expect


def best(scores, k):
    rows = np.asarray(scores).tolist()
    return np.array([sorted(range(len(row)), key=lambda c, row=row: (-row[c], c))[:k] for row in rows])


def expect_best(candidate, scores, k, because):
    called = candidate.top_k.with_arguments(scores, k)
    found = expect.array(called.value, (len(scores), k), what="the columns", kinds="iu")
    expect.equal(found, best(scores, k), because=because)
    expect.equal(called.arguments[0], scores, because="The scores after the call.")


def test_best_first(candidate):
    rng = np.random.default_rng(1)
    for n, c, k in ((4, 6, 3), (6, 4, 4), (1, 9, 1), (50, 30, 7)):
        expect_best(candidate, rng.normal(size=(n, c)), k, "Scores that all differ.")
    endless = np.array([[0.0, -np.inf, np.inf, 3.0], [-np.inf, -5.0, -9.0, -1e300]])
    expect_best(candidate, endless, 3, "Some scores are infinite.")
    for dtype in (np.int64, np.uint64):
        huge = np.array([[2**53, 2**53 + 1, 5], [2**62 + 1, 2**62, 2**62 + 2]], dtype=dtype)
        expect_best(candidate, huge, 2, "Whole numbers that differ beyond what a float holds.")
    ends = np.array([[np.iinfo(np.int64).min, 0, np.iinfo(np.int64).max], [-1, np.iinfo(np.int64).min, 1]])
    expect_best(candidate, ends, 3, "The lowest whole number, which has no opposite.")


def test_ties_by_column(candidate):
    rng = np.random.default_rng(2)
    for n, c, k in ((6, 8, 5), (5, 40, 33), (3, 3, 2)):
        expect_best(candidate, rng.integers(0, 3, (n, c)).astype(float), k, "Many equal scores.")
    lows = np.array([[-np.inf, 1.0, -np.inf], [-np.inf, -np.inf, -np.inf], [np.inf, -np.inf, np.inf]])
    for k in (1, 2, 3):
        expect_best(candidate, lows, k, "Several scores are -∞.")
    expect_best(candidate, rng.integers(0, 4, (5, 12)).astype(np.uint8), 6, "Equal scores of a small unsigned dtype.")


def test_refuses_other_k(candidate):
    scores = np.array([[1.0, 5.0, 2.0], [0.0, 3.0, 9.0]])
    for k in (0, -1, 4):
        with candidate.raises(ValueError, because="no row has so many columns, or none is asked for"):
            candidate.top_k(scores, k)
    expect.equal(candidate.top_k(scores, 3), best(scores, 3), because="All columns.")
