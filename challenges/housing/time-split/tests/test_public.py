"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

DAYS = [5, 1, 2, 2, 4, 6]


def test_splits_of_six_sales(candidate):
    for settings, wanted in (
        ({"folds": 2, "horizon": 2}, [([1, 2, 3], [4]), ([1, 2, 3, 4], [0, 5])]),
        ({"folds": 1, "horizon": 2, "gap": 2, "window": 1}, [([2, 3], [0, 5])]),
    ):
        found = expect.sequence(candidate.walk_forward(DAYS, **settings), len(wanted), what="the folds")
        for fold, parts in zip(found, wanted, strict=True):
            for rows, part in zip(expect.sequence(fold, 2, what="a fold"), parts, strict=True):
                expect.equal(rows, part, what="the rows of a part")


def test_means_of_six_sales(candidate):
    found = candidate.known_before(DAYS, ["a", "a", "a", "b", "a", "b"], [9.0, 1.0, 3.0, 7.0, 5.0, 8.0])
    found = expect.array(found, (6,), what="the means", finite=False)
    expect.close(found, np.array([3.0, np.nan, 1.0, np.nan, 2.0, 7.0]), what="the means")
