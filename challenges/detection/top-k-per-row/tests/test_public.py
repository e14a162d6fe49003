"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    expect.equal(candidate.top_k([[0.1, 0.7, 0.2, 0.7], [5, 4, 3, 2]], 2), [[1, 3], [0, 1]])
