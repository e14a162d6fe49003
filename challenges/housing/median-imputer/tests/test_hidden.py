"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

RTOL = 1e-9


def houses(seed, rows, holes=(0.2, 0.0, 0.4, 0.1)):
    """Frontage, area, garage year, price in dollars: skewed columns with a share of holes each."""
    rng = np.random.default_rng(seed)
    X = np.column_stack(
        [
            rng.lognormal(4.2, 0.4, rows),
            rng.lognormal(7.2, 0.3, rows),
            2010.0 - rng.exponential(30.0, rows).round(),
            rng.lognormal(12.0, 0.5, rows),
        ]
    )
    X[rng.random(X.shape) < holes] = np.nan
    return X


def expect_same(candidate, train, rows, *, add_indicator=False):
    """Medians and filled rows are the reference's."""
    expected = reference.MedianImputer(add_indicator=add_indicator).fit(train)
    imputer = candidate.MedianImputer(add_indicator=add_indicator)
    imputer.fit(train)
    expect.close(imputer.get("medians_"), expected.medians_, rtol=RTOL, what="medians_")
    expect.close(imputer.transform(rows), expected.transform(rows), rtol=RTOL, what="the filled rows")


def test_medians_of_known_values(candidate):
    expect_same(candidate, houses(1, 41), houses(2, 15))
    expect_same(candidate, houses(3, 60), houses(4, 15))
    usual = np.array([[-1.0, 0.0], [np.nan, -999.0], [5.0, 9999.0], [-1.0, np.nan], [0.0, 0.0]])
    expect_same(candidate, usual, usual[::-1])


def test_even_number_of_values(candidate):
    train = np.array([[4.0, np.nan], [1.0, 7.0], [10.0, 1.0], [2.0, np.nan]])
    expect_same(candidate, train, np.full((2, 2), np.nan))


def test_training_rows_decide(candidate):
    fixed = np.full((1, 4), np.nan)

    def fit(train, test):
        imputer = candidate.MedianImputer()
        imputer.fit(train)
        imputer.transform(test)
        medians = expect.array(imputer.get("medians_"), (4,), what="medians_")
        return [medians, expect.array(imputer.transform(fixed), (1, 4), what="the filled row")]

    probes.rows_do_not_leak(fit, houses(5, 31), houses(6, 25), np.random.default_rng(7))


def test_a_row_is_filled_alone_as_among_others(candidate):
    imputer = candidate.MedianImputer(add_indicator=True)
    imputer.fit(houses(8, 50))
    probes.row_by_row_equals_batch(imputer.transform, houses(9, 12), rtol=RTOL, what="the filled row")


def test_column_without_any_value(candidate):
    train = houses(10, 25)
    train[:, 2] = np.nan
    rows = houses(11, 8)
    rows[0, 2] = 1999.0
    expect_same(candidate, train, rows)
    expect_same(candidate, train, rows, add_indicator=True)


def test_indicators_follow_the_training_rows(candidate):
    train = houses(12, 30, holes=(0.3, 0.0, 0.0, 0.3))
    expect_same(candidate, train, houses(13, 10, holes=(0.5, 0.5, 0.0, 0.5)), add_indicator=True)
    expect_same(candidate, train, houses(14, 6, holes=(0.0,) * 4), add_indicator=True)
    expect_same(candidate, houses(15, 9, holes=(0.0,) * 4), houses(16, 6), add_indicator=True)


def test_no_rows_to_fill(candidate):
    train = houses(17, 20)
    expect_same(candidate, train, np.empty((0, 4)))
    expect_same(candidate, train, np.empty((0, 4)), add_indicator=True)


def test_whole_numbers_and_lists(candidate):
    train = np.array([[1, 40], [2, 10], [5, 31], [6, 22]])
    rows = [[float("nan"), 3.0], [7, float("nan")]]
    expect_same(candidate, train, rows)
    expect_same(candidate, train.tolist(), train[:1])


def test_single_precision(candidate):
    prices = np.array([[100000.0078125], [90000.0], [100000.0], [120000.0]], dtype=np.float32)
    expect_same(candidate, prices, np.array([[np.nan]], dtype=np.float32))


def test_leaves_inputs_unchanged(candidate):
    train, rows = houses(18, 20), houses(19, 10)
    imputer = candidate.MedianImputer()
    train_after = imputer.fit.with_arguments(train).arguments[0]
    called = imputer.transform.with_arguments(rows)
    for after, before, what in [
        (train_after, train, "X after fit"),
        (called.arguments[0], rows, "X after transform"),
    ]:
        found = expect.array(after, before.shape, what=what, finite=False)
        expect.that(
            np.array_equal(found, before, equal_nan=True),
            f"{what} has changed",
            because="An array that was passed in has changed.",
        )
    expect.array(called.value, rows.shape, what="the filled rows", finite=False)


def test_second_fit_forgets_the_first(candidate):
    imputer = candidate.MedianImputer(add_indicator=True)
    imputer.fit(houses(20, 30))
    train, rows = houses(21, 12, holes=(0.0, 0.0, 0.5, 0.0))[:, 1:], houses(22, 7)[:, 1:]
    imputer.fit(train)
    expected = reference.MedianImputer(add_indicator=True).fit(train)
    expect.close(imputer.get("medians_"), expected.medians_, rtol=RTOL, what="medians_ after the second fit")
    expect.close(imputer.transform(rows), expected.transform(rows), rtol=RTOL, what="the filled rows")


def test_refuses_impossible_input(candidate):
    X = houses(23, 10)
    for bad_X, why in [
        (X[:, 0], "X is not two-dimensional"),
        (X[:0], "there are no rows"),
        (X[:, :, None], "X has three dimensions"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.MedianImputer().fit(bad_X)
    imputer = candidate.MedianImputer()
    imputer.fit(X)
    for bad_X, why in [
        (X[:, :3], "a column is missing"),
        (X[:, :1], "there is one column, though NumPy would broadcast it"),
        (np.column_stack([X, X]), "there are more columns than in fit"),
        (X[0], "X is not two-dimensional"),
    ]:
        with candidate.raises(ValueError, because=why):
            imputer.transform(bad_X)
    narrow = candidate.MedianImputer()
    narrow.fit(X[:, :1])
    with candidate.raises(ValueError, because="fit saw one column, though NumPy would broadcast its median"):
        narrow.transform(X)
    with candidate.raises(RuntimeError, because="transform comes before fit"):
        candidate.MedianImputer().transform(X)
