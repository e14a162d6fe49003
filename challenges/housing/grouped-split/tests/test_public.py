"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

GROUPS = ["elm 4", "oak 1", "elm 4", "fir 9", "fir 9", "oak 1"]


def test_keeps_a_sold_twice_house_together(candidate):
    for seed in range(5):
        train, test = expect.sequence(candidate.grouped_split(GROUPS, 0.33, seed), 2, what="what is returned")
        train = expect.array(train, (-1,), kinds="iu", what="the training rows")
        test = expect.array(test, (-1,), kinds="iu", what="the test rows")
        known = {GROUPS[row] for row in train if 0 <= row < 6}
        tested = {GROUPS[row] for row in test if 0 <= row < 6}
        expect.that(known and tested, "neither part may be empty")
        expect.that(not known & tested, f"with seed {seed}, {sorted(known & tested)} is in both parts")


def test_gives_every_row_once_and_in_order(candidate):
    for seed in range(8):
        train, test = expect.sequence(candidate.grouped_split(GROUPS, 0.5, seed), 2, what="what is returned")
        train = expect.array(train, (-1,), kinds="iu", what="the training rows")
        test = expect.array(test, (-1,), kinds="iu", what="the test rows")
        expect.equal(np.sort(np.concatenate([train, test])), np.arange(6), what="both parts together, sorted,")
        ascending = (np.diff(train) > 0).all() and (np.diff(test) > 0).all()
        expect.that(ascending, "positions must be in ascending order")
