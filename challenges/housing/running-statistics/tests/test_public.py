"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    running = candidate.Running()
    for x in (2.0, 4.0, 9.0):
        running.update(x)
    expect.close(running.mean(), 5.0)
    expect.close(running.variance(), 13.0)
