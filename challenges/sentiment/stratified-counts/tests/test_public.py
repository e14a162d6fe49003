"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    found = candidate.class_counts(["b", "a", "a", "b", "c", "a", "a"], 3)
    expect.equal(found, {"a": 2, "b": 1, "c": 0})
