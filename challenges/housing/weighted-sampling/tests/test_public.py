"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    expect.equal(candidate.draw([1, 0, 3], [0.0, 0.24, 0.25, 0.99]), [0, 0, 2, 2])
