"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def plain(seed, rows):
    """Standardised columns, and prices that they explain for the most part."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, 2))
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    return X, np.exp(12.0 + X @ [0.3, -0.2] + rng.normal(0.0, 0.05, rows))


def reproduce(candidate, seed):
    X, prices = plain(seed, 9)
    y, weights = np.log(prices), np.array([0.3, -0.1, 11.0])
    once = expect.sequence(candidate.loss_and_gradient(weights, X, y, 0.0), 2, what="the result")
    gradient = expect.array(once[1], (3,), what="the gradient")
    expect.that(bool((np.abs(gradient) > 1e-6).all()), "Far from the best weights there is a gradient.")
    rows = np.tile(X, (4, 1)), np.tile(y, 4)
    again = expect.sequence(candidate.loss_and_gradient(weights, *rows, 0.0), 2, what="the result")
    expect.close(again[1], gradient, because="Each house four times over has the same mean gradient.")


def test_example(candidate):
    reproduce(candidate, 1)
