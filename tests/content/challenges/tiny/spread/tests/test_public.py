"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_spread_of_three(candidate):
    expect.close(candidate.spread([1.0, 2.0, 4.0]), 3.0)
