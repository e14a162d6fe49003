"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def houses(seed, rows, kind, columns=3):
    """Columns with many distinct values, and targets that depend on them."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns))
    value = 2.0 * X[:, -1] + np.sin(3 * X[:, 0]) + rng.normal(0.0, 0.5, rows)
    return X, (np.floor(value) % 4 + 3 if kind == "gini" else 50.0 * value)


KINDS = ("gini", "variance")


def expect_same_split(candidate, X, y, kind, because, **options):
    wanted = reference.best_split(X, y, kind, **options)
    found = candidate.best_split(X, y, kind, **options)
    if wanted is None:
        expect.that(found is None, "None is asked for where there is no split.", because=because)
        return
    column, threshold, gain = expect.sequence(found, 3, what="the split")
    expect.equal(column, wanted[0], what="the column", because=because)
    expect.close(threshold, wanted[1], what="the threshold", because=because)
    expect.close(gain, wanted[2], what="the gain", because=because)


def expect_same_predictions(candidate, X, y, kind, rows, because, **options):
    wanted = reference.predict(reference.grow(X, y, kind, **options), rows)
    found = candidate.predict(candidate.grow(X, y, kind, **options), rows)
    expect.close(found, wanted, what="the predictions", because=because)


def test_impurity_of_labels(candidate):
    rng = np.random.default_rng(1)
    for y in (rng.integers(3, 9, 50), [4.0, 4.0, 4.0], [1], [0, 1], rng.integers(-2, 2, 7)):
        for kind in KINDS:
            expect.close(candidate.impurity(y, kind), reference.impurity(y, kind), because="Targets of whole numbers.")
    y = rng.normal(size=30)
    expect.close(candidate.impurity(y, "variance"), y.var(), because="Targets are any numbers.")


def test_gain_is_weighted_by_rows(candidate):
    for kind in KINDS:
        for seed, rows, columns in [(2, 40, 3), (3, 25, 1), (4, 120, 6)]:
            X, y = houses(seed, rows, kind, columns)
            expect_same_split(candidate, X, y, kind, "Columns with many distinct values.")
    X, y = np.arange(40.0)[:, None], np.r_[np.zeros(37), np.ones(3)]
    expect_same_split(candidate, X, y, "gini", "One side is much larger than the other.")
    expect_same_split(candidate, X, np.r_[np.zeros(25), [3.0] * 15], "variance", "Both sides are pure.")


def test_thresholds_lie_between_values(candidate):
    rng = np.random.default_rng(5)
    for kind in KINDS:
        X = rng.integers(0, 5, (60, 2)).astype(float)
        y = (X[:, 1] > 2) * 2.0 + rng.integers(0, 2, 60)
        expect_same_split(candidate, X, y, kind, "Columns with few distinct values.")
        gaps = np.array([[-9.0], [-8.0], [40.0], [1000.0]])
        expect_same_split(candidate, gaps, [1, 1, 2, 2], kind, "Neighbouring values lie far apart.")
    tree = candidate.grow([[0.0], [2.0]], [5.0, 7.0], "variance", max_depth=1)
    expect.close(candidate.predict(tree, [[1.0], [1.001]]), [5.0, 7.0], because="A row at the threshold goes left.")


def test_equally_good_splits(candidate):
    rng = np.random.default_rng(6)
    for kind in KINDS:
        X, y = houses(7, 30, kind, 2)
        twice = np.hstack([np.full((30, 1), 2.0), X, X])
        expect_same_split(candidate, twice, y, kind, "Two columns are equal.")
        expect_same_split(candidate, np.hstack([X, 1e3 * X[:, ::-1]]), y, kind, "Two columns order the rows alike.")
        expect_same_split(candidate, np.arange(6.0)[:, None], [1, 0, 0, 0, 0, 1], kind, "Both ends are equally good.")
        expect_same_split(
            candidate,
            np.arange(9.0)[:, None],
            [0.1, 0, 0.3, 0, 0, 0, 0.3, 0, 0.1],
            kind,
            "Two thresholds on either side gain the same.",
        )
    for _ in range(4):
        y = rng.permutation([0.1, 0.2, 0.3, 0.7, 0.6, 0.4] * 2)
        X = np.column_stack([np.arange(12.0), -np.arange(12.0)])
        expect_same_split(candidate, X, y, "variance", "A column and its negative part the rows alike.")
        expect_same_split(candidate, X, 1e6 * y, "variance", "The same with targets that are millions large.")


def test_sides_that_are_too_small(candidate):
    for kind in KINDS:
        X, y = houses(8, 24, kind)
        for least in (2, 5, 11, 12, 13):
            expect_same_split(candidate, X, y, kind, "Both sides need `min_leaf` rows.", min_leaf=least)
        steps = np.repeat(np.arange(4.0), [3, 1, 5, 2])[:, None]
        for least in (2, 3, 4, 5):
            y = [9, 9, 9, 0, 4, 4, 4, 4, 4, 1, 1]
            expect_same_split(candidate, steps, y, kind, "Several rows share a value.", min_leaf=least)


def test_no_split_helps(candidate):
    for kind in KINDS:
        for X, y, why in [
            ([[1.0, 2.0]] * 5, [1, 2, 3, 4, 5], "All rows are equal."),
            ([[1.0], [2.0], [3.0]], [7, 7, 7], "All targets are equal."),
            ([[1.0]], [3], "There is one row."),
            ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], "No single column tells the classes apart."),
            ([[0, 0], [0, 1], [1, 0], [1, 1]], [0.1, 0.7, 0.7, 0.1], "No single column tells the classes apart."),
        ]:
            expect_same_split(candidate, X, y, kind, why)
            expect_same_predictions(candidate, X, y, kind, X, why, max_depth=3)
        X, y = houses(9, 20, kind)
        expect_same_split(candidate, X, y, kind, "There are splits that help.")


def test_targets_far_from_zero(candidate):
    for seed in (10, 11, 12):
        X, y = houses(seed, 60, "variance")
        y = 1e8 + y / 50
        expect_same_split(candidate, X, y, "variance", "Targets near 10⁸ that differ by little.")
        expect.close(candidate.impurity(y, "variance"), y.var(), because="Targets near 10⁸ that differ by little.")


def test_grows_to_the_depth(candidate):
    for kind in KINDS:
        X, y = houses(13, 36, kind)
        rows = houses(14, 24, kind)[0]
        for depth in (0, 1, 3, 20):
            expect_same_predictions(
                candidate, X, y, kind, rows, "Trees from one leaf to the full size.", max_depth=depth
            )
        expect_same_predictions(candidate, X, y, kind, rows, "A leaf needs `min_leaf` rows.", max_depth=9, min_leaf=6)
    expect_same_predictions(
        candidate, [[1], [1], [1], [1]], [5, 3, 3, 5], "gini", [[0]], "Two classes tie.", max_depth=1
    )


def test_many_rows(candidate):
    for kind in KINDS:
        X, y = houses(15, 4_000, kind, 3)
        expect_same_split(candidate, X, y, kind, "Four thousand rows.")


def test_lists_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(16)
    X, y = rng.integers(0, 255, (30, 2)).astype(np.uint8), rng.integers(100, 255, 30).astype(np.uint8)
    for kind in KINDS:
        expect_same_split(candidate, X, y, kind, "Small unsigned whole numbers.")
        expect_same_split(candidate, X.tolist(), y.tolist(), kind, "Values in lists.")
        expect.close(candidate.impurity(y, kind), reference.impurity(y, kind), because="Small unsigned whole numbers.")
        expect_same_predictions(candidate, X.tolist(), y.tolist(), kind, X.tolist(), "Values in lists.", max_depth=2)
    half = houses(17, 40, "variance")[0].astype(np.float16)
    expect_same_split(candidate, half, half[:, 2], "variance", "Half precision.")
    single = (houses(17, 40, "variance")[0] + 500).astype(np.float32)
    price = (1e5 + rng.normal(size=40)).astype(np.float32)
    expect_same_split(candidate, single, price, "variance", "Single precision.")
    expect.close(candidate.impurity(price, "variance"), price.astype(float).var(), because="Single precision.")
    expect_same_predictions(candidate, single, price, "variance", single, "Single precision.", max_depth=3)
    X, y = houses(18, 20, "gini")
    for name, arguments in [("best_split", (X, y, "gini")), ("grow", (X, y, "gini", 2))]:
        after = getattr(candidate, name).with_arguments(*arguments).arguments
        expect.equal(after[0], X, because="X after the call.")
        expect.equal(after[1], y, because="y after the call.")


def test_refuses_impossible_input(candidate):
    X, y = houses(19, 10, "gini")
    for rows, targets, kind, least, why in [
        (X[:, 0], y, "gini", 1, "X has one dimension"),
        (X[None], y, "gini", 1, "X has three dimensions"),
        (X[:0], y[:0], "gini", 1, "there are no rows"),
        (X, y[:-1], "gini", 1, "a target is missing"),
        (X, y[:1], "gini", 1, "there is one target, which NumPy would broadcast"),
        (X, y[:, None], "gini", 1, "y is a column"),
        (X, y, "entropy", 1, "there is no such kind"),
        (X, y, "gini", 0, "min_leaf is 0"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.best_split(rows, targets, kind, min_leaf=least)
        with candidate.raises(ValueError, because=why):
            candidate.grow(rows, targets, kind, 2, min_leaf=least)
    with candidate.raises(ValueError, because="max_depth is negative"):
        candidate.grow(X, y, "gini", -1)
    for bad, kind, why in [([], "gini", "there are no targets"), (X, "gini", "y is a table"), (y, "", "no such kind")]:
        with candidate.raises(ValueError, because=why):
            candidate.impurity(bad, kind)
    tree = candidate.grow(X, y, "gini", 2)
    for bad, why in [
        (X[:, :2], "a column is missing"),
        (X[0], "X has one dimension"),
        (np.hstack([X, X]), "more columns"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.predict(tree, bad)
    expect_same_split(candidate, X, y, "gini", "An ordinary call.")
    expect.close(candidate.predict(tree, X), reference.predict(reference.grow(X, y, "gini", 2), X))
