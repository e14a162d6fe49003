"""The first complaint, as a check that a candidate can read and run."""

from prep.grading import expect


def reproduce(candidate, seed):
    stop = candidate.EarlyStop(3)
    told = [stop.update(loss) for loss in (1.0, 5.0 + seed, 4.0, 3.0)]
    expect.equal(told, [False, False, False, True], because="A loss counts as better than the lowest so far.")


def test_example(candidate):
    reproduce(candidate, 1)
