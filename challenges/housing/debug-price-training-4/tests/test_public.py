"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def reproduce(candidate, seed):
    steps, warm_up = 20 + seed % 20, 4
    rates = np.array([expect.number(candidate.learning_rate(k, steps, 0.2, warm_up)) for k in range(steps)])
    expect.close(rates[warm_up], 0.2, because="The fall begins at the peak.")
    fall = rates[warm_up:]
    expect.that(bool((np.diff(fall) < 0).all()), "After the warm-up the rate falls from step to step.")
    expect.that(bool((fall > 0).all() and fall[-1] < 0.01), "The rate ends near 0, and is never below.")
    wanted = 0.1 * (1 + np.cos(np.pi * np.arange(steps - warm_up) / (steps - warm_up)))
    expect.close(fall, wanted, because="The fall is half a cosine.")


def test_example(candidate):
    reproduce(candidate, 1)
