"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-6


def draw(seed, rows, columns, noise=1.0):
    """Random X, y of a linear model with noise."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns))
    y = X @ rng.normal(size=columns) + 3.0 + noise * rng.normal(size=rows)
    return X, y


def expect_same_fit(candidate, X, y, new_X, rtol=RTOL):
    """Coefficients, intercept and predictions are the reference's."""
    expected = reference.LinearRegression().fit(X, y)
    model = candidate.LinearRegression()
    model.fit(X, y)
    scale = np.abs(expected.coef_).max()
    expect.close(model.get("coef_"), expected.coef_, rtol=rtol, atol=rtol * scale, what="coef_")
    expect.close(model.get("intercept_"), expected.intercept_, rtol=rtol, atol=rtol, what="intercept_")
    expect.close(model.predict(new_X), expected.predict(new_X), rtol=rtol, atol=rtol, what="the predictions")


def test_matches_least_squares_on_noisy_data(candidate):
    X, y = draw(1, rows=60, columns=4)
    expect_same_fit(candidate, X, y, draw(2, rows=7, columns=4)[0])


def test_columns_far_from_zero(candidate):
    rng = np.random.default_rng(3)
    year, area, share = rng.integers(1990, 2011, 80), rng.uniform(400, 5000, 80), rng.uniform(0, 1e-3, 80)
    X = np.column_stack([year.astype(float), area, share])
    y = 500.0 * (year - 2000) + 90.0 * area + 4e6 * share + rng.normal(0, 1000, 80)
    expect_same_fit(candidate, X, y, X[:9] + 1.0, rtol=1e-5)


def test_collinear_columns(candidate):
    X, y = draw(4, rows=40, columns=3)
    X = np.column_stack([X + 5.0, X[:, 0] + X[:, 1], X[:, 2]])
    expect_same_fit(candidate, X, y, X[:5] * 2.0)


def test_more_columns_than_rows(candidate):
    X, y = draw(5, rows=6, columns=15)
    expect_same_fit(candidate, X + 2.0, y, draw(6, rows=4, columns=15)[0])


def test_constant_column(candidate):
    X, y = draw(7, rows=30, columns=2)
    X = np.column_stack([X, np.full(30, 7.0)])
    model = candidate.LinearRegression()
    model.fit(X, y)
    coef = expect.array(model.get("coef_"), (3,), what="coef_")
    expect.that(abs(coef[2]) < 1e-8, "the slope of the constant column must be 0")
    expect.close(coef, reference.LinearRegression().fit(X, y).coef_, rtol=RTOL, atol=1e-8, what="coef_")


def test_whole_numbers(candidate):
    X = np.array([[1], [2], [4], [7], [11]])
    y = [1, 3, 4, 9, 10]
    expect_same_fit(candidate, X, np.array(y), np.array([[3], [20]]))
    expect_same_fit(candidate, X.tolist(), y, [[3], [20]])
    X, y = draw(12, rows=40, columns=2)
    expect_same_fit(candidate, (X + 900).astype(np.float32), y.astype(np.float32), (X[:6] + 900).astype(np.float32))


def test_leaves_inputs_unchanged(candidate):
    X, y = draw(8, rows=12, columns=2)
    model = candidate.LinearRegression()
    X_after, y_after = model.fit.with_arguments(X, y).arguments
    expect.equal(X_after, X, what="X after fit")
    expect.equal(y_after, y, what="y after fit")
    called = model.predict.with_arguments(X)
    expect.equal(called.arguments[0], X, what="X after predict")
    expect.array(called.value, (12,), what="the predictions")


def test_second_fit_forgets_the_first(candidate):
    first, second = draw(9, rows=20, columns=3), draw(10, rows=25, columns=2)
    model = candidate.LinearRegression()
    model.fit(*first)
    model.fit(*second)
    expected = reference.LinearRegression().fit(*second)
    expect.close(model.get("coef_"), expected.coef_, rtol=RTOL, what="coef_ after the second fit")
    expect.close(model.get("intercept_"), expected.intercept_, rtol=RTOL, what="intercept_ after the second fit")


def test_refuses_impossible_input(candidate):
    X, y = draw(11, rows=10, columns=3)
    for bad_X, bad_y, why in [
        (X, y[:9], "X and y differ in length"),
        (X[:, 0], y, "X is not two-dimensional"),
        (X, y[:, None], "y is not one-dimensional"),
        (X, y[:1], "X and y differ in length, though NumPy would broadcast them"),
        (X[:0], y[:0], "there are no rows"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.LinearRegression().fit(bad_X, bad_y)
    with candidate.raises(RuntimeError, because="predict comes before fit"):
        candidate.LinearRegression().predict(X)
    model = candidate.LinearRegression()
    model.fit(X, y)
    with candidate.raises(ValueError, because="the number of columns is not that of fit"):
        model.predict(X[:, :2])
    with candidate.raises(ValueError, because="X is not two-dimensional in predict"):
        model.predict(X[0])
