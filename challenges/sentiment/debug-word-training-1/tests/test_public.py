"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def losses_of(candidate, W, X, labels):
    """The loss and the gradient, shape of W."""
    found = expect.sequence(candidate.loss_and_gradient(W, X, labels), 2, what="the result")
    return expect.number(found[0], what="the loss"), expect.array(found[1], W.shape, what="the gradient")


def reproduce(candidate, seed):
    W = np.random.default_rng(seed).normal(size=(4, 3)) * 0.1
    W[0] = [30.0, 0.0, -5.0]
    X = np.array([[1.0, 0.0, 1.0, 0.0], [1.0, 1.0, 0.0, 2.0]])
    sure, _ = losses_of(candidate, W, X, np.array([0, 0]))
    expect.that(0 <= sure < 1e-6, "Where the right class is far ahead there is next to no loss.")
    surely_wrong, _ = losses_of(candidate, W, X, np.array([1, 1]))
    expect.that(surely_wrong > 25, "Where another class is far ahead the loss is large.")


def test_example(candidate):
    reproduce(candidate, 1)
