"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_two_steps_of_momentum(candidate):
    optimiser = candidate.SGD(0.1, momentum=0.5)
    first = expect.sequence(optimiser.step([[1.0, 2.0]], [[1.0, 0.0]]), 1, what="the new parameters")
    expect.close(first[0], [0.9, 2.0], rtol=1e-9, what="the first step")
    second = expect.sequence(optimiser.step([[0.9, 2.0]], [[1.0, 4.0]]), 1, what="the new parameters")
    expect.close(second[0], [0.75, 1.6], rtol=1e-9, what="the second step")


def test_first_step_of_adam(candidate):
    for optimiser in (candidate.Adam(0.1), candidate.AdamW(0.1, weight_decay=0.0)):
        found = expect.sequence(optimiser.step([[1.0, 1.0]], [[-20.0, 0.0]]), 1, what="the new parameters")
        expect.close(found[0], [1.1, 1.0], rtol=1e-8, what="the first step")
