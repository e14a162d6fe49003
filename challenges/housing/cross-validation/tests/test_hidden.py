"""The checks that decide."""

import numpy as np

from prep.grading import expect, probes

TOOLS = """
import numpy as np

LOG = []


def log():
    return LOG


class Watched:
    '''Notes the rows it is fitted with; the first column names the row.'''

    def __init__(self):
        self.record = {"kind": type(self).__name__, "fits": 0, "rows": [], "values": [], "told": [], "used": []}
        LOG.append(self.record)

    def fit(self, X, y):
        self.record["fits"] += 1
        self.record["rows"] = [int(row) for row in X[:, 0]]
        self.record["values"] = [float(value) for value in y]
        self.learn(X, y)
        return self


class Stamp(Watched):
    '''Appends a column that tells which rows the transformer was fitted with.'''

    def learn(self, X, y):
        self.stamp = float(np.sum(X[:, 0] ** 2))

    def transform(self, X):
        self.record["used"] += [int(row) for row in X[:, 0]]
        return np.column_stack([X, np.full(len(X), self.stamp)])


class Nearest(Watched):
    '''The value of the nearest training row, by the second column.'''

    def learn(self, X, y):
        self.X, self.y = np.array(X), np.array(y)
        self.record["stamps"] = sorted(set(float(stamp) for stamp in X[:, -1]))

    def predict(self, X):
        self.record["used"] += [int(row) for row in X[:, 0]]
        self.record["told"] += [float(stamp) for stamp in X[:, -1]]
        return np.array([self.y[np.argmin(np.abs(self.X[:, 1] - row[1]))] for row in X])


class BestColumns:
    '''Keeps the five columns that go best with the values.'''

    def fit(self, X, y):
        together = np.abs((X - X.mean(axis=0)).T @ (y - y.mean())) / X.std(axis=0)
        self.columns = np.argsort(-together)[:5]
        return self

    def transform(self, X):
        return np.array(X[:, self.columns])


class LeastSquares:
    def fit(self, X, y):
        self.coef = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y, rcond=None)[0]
        return self

    def predict(self, X):
        return np.column_stack([X, np.ones(len(X))]) @ self.coef


class Hoarder:
    '''Remembers every row that it was ever fitted with.'''

    def __init__(self):
        self.known, self.mean = {}, 0.0

    def fit(self, X, y):
        self.known.update(zip(X[:, 0].tolist(), y.tolist()))
        self.mean = np.mean(y)
        return self

    def transform(self, X):
        return np.array([[row[0], self.known.get(row[0], -1.0)] for row in X])

    def predict(self, X):
        return np.array([self.known.get(row[0], self.mean) for row in X])
"""


def folds_of(candidate, n, folds, seed):
    """The folds as pairs of arrays, after making sure that they divide the rows."""
    found = expect.sequence(candidate.kfold(n, folds, seed), folds, what="the list of folds")
    pairs = [expect.sequence(pair, 2, what="a fold") for pair in found]
    arrays = [[expect.array(part, (-1,), kinds="iu", what="positions") for part in pair] for pair in pairs]
    held_out = np.concatenate([test for _, test in arrays])
    expect.equal(np.sort(held_out), np.arange(n), what="the test rows of all folds, sorted,")
    for train, test in arrays:
        expect.equal(np.sort(np.concatenate([train, test])), np.arange(n), what="a fold's rows, sorted,")
    return arrays


def validate(candidate, transformer, model, X, y, folds, seed):
    """The predictions and scores, checked for shape, and the helper module."""
    tools = candidate.helper("tools", TOOLS)
    found = candidate.cross_validate(tools.get(transformer), tools.get(model), X, y, folds, seed)
    found = expect.mapping(found, ["predictions", "scores"])
    predictions = expect.array(found["predictions"], (len(y),), what="the predictions")
    return predictions, expect.array(found["scores"], (folds,), what="the scores"), tools


def houses(seed, rows):
    """The number of each row, its area, noise; and prices."""
    rng = np.random.default_rng(seed)
    area = rng.lognormal(7.2, 0.3, rows)
    X = np.column_stack([np.arange(rows), area, rng.normal(size=rows)])
    return X, 100.0 * area + rng.normal(0.0, 2e4, rows)


def records(tools, kind):
    """What the watched objects of a kind have noted."""
    log = expect.sequence(tools.log(), what="the log")
    return [record for record in log if record["kind"] == kind]


def test_folds_are_even_and_in_order(candidate):
    for n, folds in [(30, 7), (11, 11), (23, 2), (12, 5)]:
        arrays = folds_of(candidate, n, folds, 3)
        sizes = [len(test) for _, test in arrays]
        expect.that(
            max(sizes) - min(sizes) <= 1,
            f"{n} rows in {folds} folds of sizes {sizes}",
            because="The sizes of folds differ by more than one.",
        )
        for pair in arrays:
            for part in pair:
                expect.that((np.diff(part) > 0).all(), "positions must be in ascending order")


def test_rows_are_dealt_at_random(candidate):
    together = np.zeros(29)
    for seed in range(200):
        fold_of = np.empty(30, dtype=int)
        for number, (_, test) in enumerate(folds_of(candidate, 30, 5, seed)):
            fold_of[test] = number
        together += fold_of[1:] == fold_of[:-1]
    share = together / 200
    expect.that(share.max() < 0.35, "some rows that follow each other are nearly always in the same fold")
    expect.that(share.min() > 0.05, "some rows that follow each other are hardly ever in the same fold")


def test_same_seed_same_folds(candidate):
    generators = [candidate.library("numpy.random", "get_state"), candidate.library("random", "getstate")]
    before = repr([generator() for generator in generators])
    first, again, other = (folds_of(candidate, 40, 4, seed) for seed in (6, 6, 7))
    after = repr([generator() for generator in generators])
    same = [(one[1] == two[1]).all() for one, two in zip(first, again, strict=True)]
    expect.that(all(same), "the same seed gave other folds")
    differ = [(one[1] != two[1]).any() for one, two in zip(first, other, strict=True)]
    expect.that(any(differ), "another seed gave the same folds")
    expect.that(after == before, "a global random generator has moved")


def test_nothing_is_fitted_with_held_out_rows(candidate):
    X, y = houses(1, 33)
    folds = folds_of(candidate, 33, 4, 5)
    _, _, tools = validate(candidate, "Stamp", "Nearest", X, y, 4, 5)
    for kind in ("Stamp", "Nearest"):
        fitted = [sorted(record["rows"]) for record in records(tools, kind) if record["fits"]]
        expected = [train.tolist() for train, _ in folds]
        expect.that(
            sorted(fitted) == sorted(expected),
            f"{kind} was fitted with other rows than those of the folds",
            because="A model or scaler was fitted with other rows than those of its training folds.",
        )


def test_each_fold_has_objects_of_its_own(candidate):
    X, y = houses(2, 24)
    _, _, tools = validate(candidate, "Stamp", "Nearest", X, y, 6, 8)
    for kind in ("Stamp", "Nearest"):
        found = [record["fits"] for record in records(tools, kind)]
        expect.equal(found, [1] * 6, what="how often each object was fitted")
    y_of = dict(enumerate(y.tolist()))
    for record in records(tools, "Nearest") + records(tools, "Stamp"):
        expect.equal(record["values"], [y_of[row] for row in record["rows"]], what="the values that fit was given")


def test_rows_are_transformed_by_their_fold(candidate):
    X, y = houses(3, 21)
    _, _, tools = validate(candidate, "Stamp", "Nearest", X, y, 3, 2)
    for record in records(tools, "Nearest"):
        stamp = float(np.sum(np.square(record["rows"])))
        expect.equal(record["stamps"], [stamp], what="the stamps on the rows that the model learnt from")
        expect.that(set(record["told"]) == {stamp}, "the model predicted rows that another transformer transformed")
        held_out = set(range(21)) - set(record["rows"])
        expect.that(set(record["used"]) == held_out, "the model predicted other rows than those held out")


def test_predictions_are_at_their_rows(candidate):
    X, y = houses(4, 37)
    for folds, seed in [(5, 1), (37, 2), (2, 3)]:
        expected, errors = np.empty(37), []
        for train, test in folds_of(candidate, 37, folds, seed):
            nearest = np.abs(X[test, 1][:, None] - X[train, 1]).argmin(axis=1)
            expected[test] = y[train][nearest]
            errors.append(np.abs(expected[test] - y[test]).mean())
        predictions, scores, _ = validate(candidate, "Stamp", "Nearest", X, y, folds, seed)
        expect.close(predictions, expected, what="the predictions")
        expect.close(scores, errors, what="the scores")


def test_whole_number_targets(candidate):
    X, y = houses(9, 20)
    for dtype in (np.int64, np.int16):
        values = np.rint(y / 1e4).astype(dtype)
        expected, errors = np.empty(20), []
        for train, test in folds_of(candidate, 20, 4, 6):
            expected[test] = values[train].mean()
            errors.append(np.abs(expected[test] - values[test]).mean())
        # Nobody that it predicts is known to this model, so all that it can say is a mean.
        predictions, scores, _ = validate(candidate, "Stamp", "Hoarder", X, values, 4, 6)
        expect.close(predictions, expected, because="Predictions of whole-number targets need not be whole numbers.")
        expect.close(scores, errors, because="Errors are computed with predictions as they are, not cut off.")


def test_objects_that_remember_have_nothing_to_tell(candidate):
    X, y = houses(5, 30)
    for transformer, model in [("Stamp", "Hoarder"), ("Hoarder", "Nearest")]:
        predictions, scores, _ = validate(candidate, transformer, model, X, y, 5, 4)
        known = np.isclose(predictions, y, rtol=1e-9)
        expect.that(
            not known.any(),
            f"{known.sum()} of 30 prices were known before they were predicted",
            because="A model was fitted with prices that it had to predict.",
        )
        expect.that(scores.min() > 0.0, "a fold was predicted without error")


def test_score_collapses_on_permuted_labels(candidate):
    rng = np.random.default_rng(6)
    X = rng.normal(size=(60, 400))
    y = 5.0 * X[:, 17] + rng.normal(size=60)

    def score(labels):
        predictions, scores, _ = validate(candidate, "BestColumns", "LeastSquares", X, labels, 5, 9)
        expect.close(scores.mean(), np.abs(predictions - labels).mean(), what="the mean score")
        return 1.0 - scores.mean() / np.abs(labels - labels.mean()).mean()

    probes.permuted_labels_collapse(score, y, rng, at_least=0.5, at_most=0.1)


def test_leaves_inputs_unchanged(candidate):
    X, y = houses(7, 15)
    tools = candidate.helper("tools", TOOLS)
    makers = tools.get("BestColumns"), tools.get("LeastSquares")
    called = candidate.cross_validate.with_arguments(*makers, X, y, 3, 1)
    expect.equal(called.arguments[2], X, what="X after the call")
    expect.equal(called.arguments[3], y, what="y after the call")
    found = expect.mapping(called.value, ["predictions", "scores"])
    expect.array(found["predictions"], (15,), what="the predictions")


def test_refuses_impossible_input(candidate):
    X, y = houses(8, 10)
    tools = candidate.helper("tools", TOOLS)
    makers = tools.get("Stamp"), tools.get("Nearest")
    for folds, why in [(1, "one fold leaves nothing to train on"), (0, "no folds"), (11, "more folds than rows")]:
        with candidate.raises(ValueError, because=why):
            candidate.kfold(10, folds, 1)
        with candidate.raises(ValueError, because=why):
            candidate.cross_validate(*makers, X, y, folds, 1)
    for bad_X, bad_y in [(X, y[:9]), (X[:9], y)]:
        with candidate.raises(ValueError, because="X and y differ in length"):
            candidate.cross_validate(*makers, bad_X, bad_y, 3, 1)
    folds_of(candidate, 10, 10, 1)
