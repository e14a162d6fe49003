"""Small checks of the kind that challenges have."""

import numpy as np

import reference
from prep.grading import expect

RNG = np.random.default_rng(2)
X, Z = RNG.normal(size=(200, 8)), RNG.normal(size=(20, 8))
Y = X @ RNG.normal(size=8) + RNG.normal(size=200)


def test_alpha_0(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 1e-05), reference.fit_predict(X, Y, Z, 1e-05))


def test_alpha_1(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 0.0001), reference.fit_predict(X, Y, Z, 0.0001))
