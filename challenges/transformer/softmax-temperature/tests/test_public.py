"""The checks that a candidate can read and run."""

import math

from prep.grading import expect


def test_example(candidate):
    expect.close(candidate.soften([[0.0, math.log(3)]], 1.0), [[0.25, 0.75]])
    expect.close(candidate.soften([[0.0, math.log(3)]], 0.5), [[0.1, 0.9]])
    expect.close(candidate.soften([[2.0, 5.0, 5.0]], 0), [[0.0, 0.5, 0.5]])
