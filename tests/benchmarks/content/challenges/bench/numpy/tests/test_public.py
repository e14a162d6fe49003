"""Small checks of the kind that challenges have."""

import numpy as np

import reference
from prep.grading import expect

X = np.random.default_rng(1).normal(size=50)


def test_mean(candidate):
    expect.close(candidate.mean(X), reference.mean(X))


def test_variance(candidate):
    expect.close(candidate.variance(X), reference.variance(X))
