"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    expect.close(candidate.distances([[0, 0], [3, 4]], [[0, 0], [0, 4], [3, 0]]), [[0, 4, 3], [5, 3, 4]])
