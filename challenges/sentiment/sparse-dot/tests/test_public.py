"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    expect.close(candidate.sparse_dot(([1, 4, 9], [2.0, 1.0, 5.0]), ([0, 4, 9], [7.0, 3.0, 0.5])), 5.5)
