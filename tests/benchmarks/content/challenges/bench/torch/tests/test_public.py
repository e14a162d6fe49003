"""Small checks of the kind that challenges have."""

import numpy as np

from prep.grading import expect

RNG = np.random.default_rng(3)
X = RNG.normal(size=(32, 4))
Y = X[:, 0] - X[:, 1]


def test_steps_1(candidate):
    expect.array(candidate.train(X, Y, 1, 0), (32,))


def test_steps_2(candidate):
    expect.array(candidate.train(X, Y, 2, 1), (32,))
