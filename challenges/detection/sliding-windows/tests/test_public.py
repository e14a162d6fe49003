"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def test_example(candidate):
    found = candidate.windows(np.arange(12).reshape(3, 4), 2, 2, 2)
    expect.equal(found, np.array([[[[0, 1], [4, 5]], [[2, 3], [6, 7]]]]))
