"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def moved(candidate, *arguments):
    """Weights and velocity after a step."""
    found = expect.sequence(candidate.step(*arguments), 2, what="the result")
    return [expect.array(part, arguments[0].shape, what="what a step returns") for part in found]


def reproduce(candidate, seed):
    rng = np.random.default_rng(seed)
    W, gradient = rng.normal(size=(4, 3)), 50.0 * rng.normal(size=(4, 3))
    found, velocity = moved(candidate, W, np.zeros((4, 3)), gradient, 0.1, 0.0, 2.0)
    expect.close(np.linalg.norm(found - W), 0.2, because="However large the gradient, the step is at most rate · norm.")
    expect.close(np.linalg.norm(velocity), 2.0, because="What is remembered is the gradient as it was clipped.")


def test_example(candidate):
    reproduce(candidate, 1)
