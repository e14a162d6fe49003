"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

TOLERANCE = 1e-6


def houses(seed, rows):
    """Year built, area in square feet, share of masonry, price in dollars."""
    rng = np.random.default_rng(seed)
    return np.column_stack(
        [
            2010.0 - rng.exponential(30.0, rows).round(),
            rng.lognormal(7.2, 0.3, rows),
            rng.uniform(0.0, 0.3, rows),
            rng.lognormal(12.0, 0.5, rows),
        ]
    )


def expect_same_fit(scaler, expected):
    """Mean and scale are those of the reference."""
    expect.close(scaler.get("mean_"), expected.mean_, rtol=TOLERANCE, what="mean_")
    expect.close(scaler.get("scale_"), expected.scale_, rtol=TOLERANCE, atol=0.0, what="scale_")


def expect_same(candidate, train, rows):
    """Mean, scale, scaled rows and the way back are those of the reference."""
    expected = reference.StandardScaler().fit(train)
    scaled = expected.transform(rows)
    scaler = candidate.StandardScaler()
    scaler.fit(train)
    expect_same_fit(scaler, expected)
    expect.close(scaler.transform(rows), scaled, rtol=TOLERANCE, atol=TOLERANCE, what="the scaled rows")
    expect.close(scaler.inverse_transform(scaled), rows, rtol=TOLERANCE, what="the rows scaled back")


def test_divides_by_the_deviation_of_n_values(candidate):
    expect_same(candidate, houses(1, 9), houses(2, 5))
    expect_same(candidate, houses(3, 2), houses(4, 5))


def test_training_rows_decide(candidate):
    fixed = houses(5, 3)

    def fit(train, test):
        scaler = candidate.StandardScaler()
        scaler.fit(train)
        scaler.transform(test)
        scaler.inverse_transform(test)
        learnt = [expect.array(scaler.get(name), (4,), what=name) for name in ("mean_", "scale_")]
        return [*learnt, expect.array(scaler.transform(fixed), (3, 4), what="the scaled rows")]

    probes.rows_do_not_leak(fit, houses(6, 31), houses(7, 25), np.random.default_rng(8))


def test_a_row_is_scaled_alone_as_among_others(candidate):
    scaler = candidate.StandardScaler()
    scaler.fit(houses(9, 40))
    probes.row_by_row_equals_batch(scaler.transform, houses(10, 12), what="the scaled row")
    probes.row_by_row_equals_batch(scaler.inverse_transform, houses(11, 12), what="the row scaled back")


def test_constant_columns(candidate):
    for count, value in [(30, 0.1), (30, 1 / 3), (77, 1e6 / 7), (49, -2008.3), (20, 0.0)]:
        train = houses(12, count)
        train[:, 2] = value
        rows = houses(13, 6)
        rows[::2, 2] = value
        expect_same(candidate, train, rows)


def test_single_row(candidate):
    expect_same(candidate, houses(14, 1), houses(15, 4))


def test_tiny_spread_is_no_constant(candidate):
    train, rows = houses(16, 40), houses(17, 6)
    train[:, 2] *= 1e-12
    rows[:, 2] *= 1e-12
    expected = reference.StandardScaler().fit(train)
    scaler = candidate.StandardScaler()
    scaler.fit(train)
    expect_same_fit(scaler, expected)
    expect.close(
        scaler.transform(rows),
        expected.transform(rows),
        rtol=TOLERANCE,
        atol=TOLERANCE,
        what="the scaled rows",
    )
    # Sums of these are exact in double precision, in any order, so their deviation is known to the last digit.
    near = 1.5 * 2.0**20 + 2.0**-26 * np.array([[-1.0], [1.0]] * 32)
    scaler = candidate.StandardScaler()
    scaler.fit(near)
    expect.close(
        scaler.get("scale_"),
        [2.0**-26],
        rtol=TOLERANCE,
        atol=0.0,
        because="A column is constant if all its values are equal, not if its deviation is tiny beside its mean.",
    )


def test_columns_far_from_zero(candidate):
    rng = np.random.default_rng(18)
    expect_same(candidate, rng.normal(1e8, 1.0, (200, 2)), rng.normal(1e8, 1.0, (5, 2)))


def test_whole_numbers_and_single_precision(candidate):
    years = np.array([[2006, 3], [2007, 9], [2010, 4]], dtype=np.int16)
    expect_same(candidate, years, years[:2])
    expect_same(candidate, years.tolist(), [[1999, 4]])
    prices = np.array([[1.0e8 + 8], [1.0e8 + 24], [1.0e8 + 16], [1.0e8 + 64]], dtype=np.float32)
    expect_same(candidate, prices, prices[:2])
    scaler = candidate.StandardScaler()
    scaler.fit(prices)
    for name, method in (("transform", scaler.transform), ("inverse_transform", scaler.inverse_transform)):
        found = expect.array(method(prices[:2]), (2, 1), kinds="f", what=f"the result of {name}")
        expect.that(
            found.dtype == np.float64,
            f"{name} returns an array of {found.dtype}; float64 is asked for",
            because="Results are to be returned in double precision.",
        )


def test_leaves_inputs_unchanged(candidate):
    train, rows = houses(19, 20), houses(20, 10)
    scaler = candidate.StandardScaler()
    expect.equal(scaler.fit.with_arguments(train).arguments[0], train, what="X after fit")
    for name in ("transform", "inverse_transform"):
        called = getattr(scaler, name).with_arguments(rows)
        expect.equal(called.arguments[0], rows, what=f"the argument of {name} after it")
        expect.array(called.value, rows.shape, what=f"the result of {name}")


def test_second_fit_forgets_the_first(candidate):
    scaler = candidate.StandardScaler()
    scaler.fit(houses(21, 30))
    train = houses(22, 12)[:, 1:]
    scaler.fit(train)
    expect_same_fit(scaler, reference.StandardScaler().fit(train))


def test_refuses_impossible_input(candidate):
    X = houses(23, 10)
    for bad_X, why in [
        (X[:, 0], "X is not two-dimensional"),
        (X[:0], "there are no rows"),
        (X[:, :, None], "X has three dimensions"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.StandardScaler().fit(bad_X)
    wide, narrow = candidate.StandardScaler(), candidate.StandardScaler()
    wide.fit(X)
    narrow.fit(X[:, :1])
    for scaler, bad_X, why in [
        (wide, X[:, :3], "a column is missing"),
        (wide, X[:, :1], "there is one column, though NumPy would broadcast it"),
        (wide, X[0], "X is not two-dimensional"),
        (narrow, X, "fit saw one column, though NumPy would broadcast its mean"),
    ]:
        for method in (scaler.transform, scaler.inverse_transform):
            with candidate.raises(ValueError, because=why):
                method(bad_X)
    for method in (candidate.StandardScaler().transform, candidate.StandardScaler().inverse_transform):
        with candidate.raises(RuntimeError, because="it comes before fit"):
            method(X)
