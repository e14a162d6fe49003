"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

TOOLS = """
import numpy as np

class Nothing:
    def fit(self, X, y):
        return self
    def transform(self, X):
        return np.array(X)

class Mean:
    def fit(self, X, y):
        self.mean = np.mean(y)
        return self
    def predict(self, X):
        return np.full(len(X), self.mean)
"""
Y = np.array([10.0, 20.0, 40.0, 50.0, 90.0])


def folds_of(candidate, n, folds, seed):
    """The folds as pairs of arrays of positions."""
    found = expect.sequence(candidate.kfold(n, folds, seed), folds, what="the list of folds")
    pairs = [expect.sequence(pair, 2, what="a fold") for pair in found]
    return [[expect.array(part, (-1,), kinds="iu", what="positions") for part in pair] for pair in pairs]


def test_deals_every_row_into_one_fold(candidate):
    folds = folds_of(candidate, 7, 3, 4)
    held_out = np.concatenate([test for _, test in folds])
    expect.equal(np.sort(held_out), np.arange(7), what="the test rows of all folds, sorted,")
    expect.equal(sorted(len(test) for _, test in folds), [2, 2, 3], what="the sizes of the folds")
    for train, test in folds:
        expect.equal(np.sort(np.concatenate([train, test])), np.arange(7), what="a fold's rows, sorted,")
        expect.that((np.diff(train) > 0).all() and (np.diff(test) > 0).all(), "positions must ascend")


def test_predicts_with_the_mean_of_the_others(candidate):
    tools = candidate.helper("tools", TOOLS)
    found = candidate.cross_validate(tools.get("Nothing"), tools.get("Mean"), np.zeros((5, 1)), Y, 5, 1)
    found = expect.mapping(found, ["predictions", "scores"])
    means = (Y.sum() - Y) / 4
    expect.close(found["predictions"], means, what="the predictions")
    order = [int(test[0]) for _, test in folds_of(candidate, 5, 5, 1)]
    expect.close(found["scores"], np.abs(means - Y)[order], what="the scores")
