"""Small checks of the kind that challenges have."""

import numpy as np

import reference
from prep.grading import expect

X = np.random.default_rng(1).normal(size=50)


def test_spread(candidate):
    expect.close(candidate.spread(X), reference.spread(X))


def test_ranks(candidate):
    expect.close(candidate.ranks(X), reference.ranks(X))


def test_scaled(candidate):
    expect.close(candidate.scaled(X), reference.scaled(X))


def test_clipped(candidate):
    expect.close(candidate.clipped(X), reference.clipped(X))


def test_moving(candidate):
    expect.close(candidate.moving(X), reference.moving(X))


def test_distances(candidate):
    expect.close(candidate.distances(X), reference.distances(X))


def test_softmax(candidate):
    expect.close(candidate.softmax(X), reference.softmax(X))


def test_entropy(candidate):
    expect.close(candidate.entropy(X), reference.entropy(X))
