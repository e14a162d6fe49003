"""Small checks of the kind that challenges have."""

import numpy as np

from prep.grading import expect

RNG = np.random.default_rng(3)
X = RNG.normal(size=(32, 4))
Y = X[:, 0] - X[:, 1]


def test_steps_3(candidate):
    expect.array(candidate.train(X, Y, 3, 2), (32,))


def test_steps_4(candidate):
    expect.array(candidate.train(X, Y, 4, 3), (32,))


def test_steps_5(candidate):
    expect.array(candidate.train(X, Y, 5, 4), (32,))


def test_steps_6(candidate):
    expect.array(candidate.train(X, Y, 6, 5), (32,))


def test_steps_7(candidate):
    expect.array(candidate.train(X, Y, 7, 6), (32,))


def test_steps_8(candidate):
    expect.array(candidate.train(X, Y, 8, 7), (32,))


def test_steps_9(candidate):
    expect.array(candidate.train(X, Y, 9, 8), (32,))


def test_steps_10(candidate):
    expect.array(candidate.train(X, Y, 10, 9), (32,))
