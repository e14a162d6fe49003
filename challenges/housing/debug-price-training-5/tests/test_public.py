"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def houses(seed, rows, columns=3):
    """Columns of different size, and prices in dollars."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns)) * [1.0, 20.0, 300.0][:columns] + [5.0, -30.0, 900.0][:columns]
    return X, np.exp(rng.normal(12.0, 0.4, rows))


def generator(candidate, seed):
    """A generator of random numbers beside the submission, which it moves on."""
    return candidate.library("numpy.random", "default_rng")(seed)


def sides(candidate, owners, share, seed):
    """Rows to learn from and held-out rows, each row once."""
    found = expect.sequence(candidate.split(owners, share, generator(candidate, seed)), 2, what="the two parts")
    learn, held_out = (expect.array(part, (-1,), what="the rows of a part", kinds="iu") for part in found)
    expect.equal(sorted([*learn.tolist(), *held_out.tolist()]), list(range(len(owners))), what="the rows of both parts")
    return learn, held_out


def reproduce(candidate, seed):
    owners = np.random.default_rng(seed).integers(0, 15, 90) * 7
    learn, held_out = sides(candidate, owners, 0.3, seed)
    expect.that(len(held_out) > 0 and len(learn) > 0, "Both parts have houses.")
    shared = set(owners[learn].tolist()) & set(owners[held_out].tolist())
    expect.that(not shared, "No owner has houses on both sides.")


def test_example(candidate):
    reproduce(candidate, 1)
