"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    expect.equal(candidate.one_hot([2, 0, -1], 4), [[0.0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
