"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def houses(seed, rows, columns=3):
    """Columns of different size, and prices in dollars."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns)) * [1.0, 20.0, 300.0][:columns] + [5.0, -30.0, 900.0][:columns]
    return X, np.exp(rng.normal(12.0, 0.4, rows))


def reproduce(candidate, seed):
    train, other = houses(seed, 30)[0], houses(seed + 100, 8)[0] + 50.0
    because = "What the training houses become does not depend on the other ones."
    found = expect.sequence(candidate.standardise(train, other), 2, what="the two tables")
    expect.close(found[0], (train - train.mean(axis=0)) / train.std(axis=0), because=because)
    expect.close(found[1], (other - train.mean(axis=0)) / train.std(axis=0), because="Both get the same scale.")


def test_example(candidate):
    reproduce(candidate, 1)
