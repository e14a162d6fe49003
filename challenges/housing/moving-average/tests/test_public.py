"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    expect.close(candidate.moving_average([1.0, 3.0, 8.0, 4.0, 0.0], 3), [4.0, 5.0, 4.0])
