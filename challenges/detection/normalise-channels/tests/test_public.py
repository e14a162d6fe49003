"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    found = candidate.normalise([[[[10, 4, 0], [20, 4, 9]]]], [10, 4, 3], [5, 1, 3], False)
    expect.close(found, [[[[0, 0, -1], [2, 0, 2]]]], rtol=1e-5)
