"""Small checks of the kind that challenges have."""

import numpy as np

import reference
from prep.grading import expect

RNG = np.random.default_rng(2)
X, Z = RNG.normal(size=(200, 8)), RNG.normal(size=(20, 8))
Y = X @ RNG.normal(size=8) + RNG.normal(size=200)


def test_alpha_2(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 0.001), reference.fit_predict(X, Y, Z, 0.001))


def test_alpha_3(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 0.01), reference.fit_predict(X, Y, Z, 0.01))


def test_alpha_4(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 0.1), reference.fit_predict(X, Y, Z, 0.1))


def test_alpha_5(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 1.0), reference.fit_predict(X, Y, Z, 1.0))


def test_alpha_6(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 10.0), reference.fit_predict(X, Y, Z, 10.0))


def test_alpha_7(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 100.0), reference.fit_predict(X, Y, Z, 100.0))


def test_alpha_8(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 1000.0), reference.fit_predict(X, Y, Z, 1000.0))


def test_alpha_9(candidate):
    expect.close(candidate.fit_predict(X, Y, Z, 10000.0), reference.fit_predict(X, Y, Z, 10000.0))
