"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def generator(candidate, seed):
    """A generator of random numbers beside the submission, which it moves on."""
    return candidate.library("numpy.random", "default_rng")(seed)


def reproduce(candidate, seed):
    labels = np.random.default_rng(seed).integers(0, 50, 40)
    X = np.column_stack([labels * 2.0, labels + 0.5])
    found = expect.sequence(candidate.shuffled(X, labels, generator(candidate, seed)), 2, what="the result")
    rows = expect.array(found[0], X.shape, what="the rows")
    marks = expect.array(found[1], labels.shape, what="the labels")
    expect.equal(sorted(marks.tolist()), sorted(labels.tolist()), because="No label is lost.")
    expect.that(marks.tolist() != labels.tolist(), "The order is another one.")
    expect.close(rows, np.column_stack([marks * 2.0, marks + 0.5]), because="Each row keeps its label.")


def test_example(candidate):
    reproduce(candidate, 1)
