"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

KEYS = ["residuals", "leverage", "studentised", "cooks_distance", "outliers", "coef", "coef_without"]


def houses(seed, rows, columns=3, errors=None, large=None):
    """Columns of a few units and prices; `errors` adds to the prices of some rows, `large` to the size of some."""
    rng = np.random.default_rng(seed)
    X = rng.normal(2.0, 1.0, (rows, columns)) + rng.normal(size=(rows, 1))
    for row, size in (large or {}).items():
        X[row] += size
    y = 1.5 + X @ rng.normal(2.0, 1.0, columns) + rng.normal(0.0, 0.5, rows)
    for row, error in (errors or {}).items():
        y[row] += error
    return X, y


def expect_same(report, expected, keys):
    """The arrays under these keys are the expected ones, within the tolerances of the prompt."""
    found = expect.mapping(report, keys)
    for key in keys:
        if key == "outliers":
            expect_outliers(found, expected["outliers"])
        else:
            atol = 1e-6 * np.abs(expected[key]).max()
            expect.close(found[key], expected[key], atol=atol, what=f'"{key}"')


def expect_outliers(report, expected):
    positions = expect.sequence(report["outliers"], len(expected), what='"outliers"')
    kinds = "iu" if len(expected) else "iuf"
    found = expect.array(positions, (len(expected),), kinds=kinds, what='"outliers"')
    expect.equal(found.astype(int), np.array(expected, dtype=int), what='"outliers"')


def test_leverage_of_many_houses(candidate):
    for X, y in (houses(1, 60), houses(2, 9, 6), houses(3, 40, 1)):
        expect_same(candidate.residual_report(X, y), reference.residual_report(X, y), ["leverage"])


def test_residuals_on_awkward_columns(candidate):
    rng = np.random.default_rng(4)
    north_mm = 4_654_000_000 + rng.uniform(-20_000, 20_000, 80)
    built_year = rng.integers(1950, 2010, 80).astype(float)
    lot_mm2 = rng.lognormal(20.5, 0.4, 80)
    X = np.column_stack([north_mm, built_year, lot_mm2])
    y = 2.0 * (north_mm - 4_654_000_000) + 800.0 * built_year + 1e-4 * lot_mm2 + rng.normal(0.0, 2e4, 80)
    expected = reference.residual_report(X, y)
    expect_same(candidate.residual_report(X, y), expected, ["residuals", "leverage", "studentised", "coef"])


def test_studentised_without_the_row(candidate):
    X, y = houses(5, 25, 2, {3: 4.0, 17: -2.5})
    A = np.column_stack([np.ones(25), X])
    expected = []
    for row in range(25):
        others = np.arange(25) != row
        coef, squares, _, _ = np.linalg.lstsq(A[others], y[others], rcond=None)
        spread = np.linalg.inv(A[others].T @ A[others])
        # the error of predicting the row from the others, by its own standard error: the same number
        error = y[row] - A[row] @ coef
        expected.append(error / np.sqrt(squares[0] / (24 - 3) * (1.0 + A[row] @ spread @ A[row])))
    expect_same(candidate.residual_report(X, y), {"studentised": np.array(expected)}, ["studentised"])


def test_cooks_distances_of_many_houses(candidate):
    for X, y in (houses(6, 50, 4, {8: 5.0}), houses(7, 12, 2)):
        expect_same(candidate.residual_report(X, y), reference.residual_report(X, y), ["cooks_distance"])


def test_large_houses_cannot_hide(candidate):
    X, y = houses(8, 40, 2, {11: 16.0, 29: -3.5, 5: 1.9, 30: -1.6}, {11: 30.0, 29: 4.0})
    expected = reference.residual_report(X, y, 2.5)
    expect_same(candidate.residual_report(X, y, 2.5), expected, ["outliers", "coef_without"])


def test_rows_are_judged_once(candidate):
    X, y = houses(9, 60, 2, {7: 60.0, 21: -3.0, 40: 2.8})
    expected = reference.residual_report(X, y)
    expect_same(candidate.residual_report(X, y), expected, ["outliers", "coef", "coef_without"])


def test_limit_decides(candidate):
    X, y = houses(10, 50, 3, {2: 3.0, 30: -3.5, 44: 2.0})
    for limit in (1, 3.0, 4.4, 100.0):
        found = candidate.residual_report(X, y, limit=limit)
        expect_same(found, reference.residual_report(X, y, limit), ["outliers", "coef_without", "studentised"])
    expect_same(candidate.residual_report(X, y), reference.residual_report(X, y, 3.0), ["outliers"])


def test_rows_that_determine_a_slope(candidate):
    X, y = houses(11, 30, 2, {4: 6.0, 13: 900.0})
    only = np.zeros((30, 2))
    only[13, 0], only[22, 1] = 1.0, 1e-3
    X = np.column_stack([X, only])
    expected = reference.residual_report(X, y)
    found = candidate.residual_report(X, y)
    expect_same(found, expected, ["leverage", "studentised", "cooks_distance", "outliers", "coef_without"])


def test_many_houses(candidate):
    X, y = houses(12, 18_000, 4, {500: 9.0, 17_999: -12.0})
    expect_same(candidate.residual_report(X, y, 8.0), reference.residual_report(X, y, 8.0), KEYS)


def test_takes_lists_and_whole_numbers_and_leaves_them_alone(candidate):
    X, y = houses(13, 20, 2, {9: 4.0})
    rounded, prices = np.rint(X * 30).astype(np.uint8), np.rint(y * 3).astype(np.int16)
    for given in ((rounded, prices), (rounded.tolist(), prices.tolist()), (X, y)):
        called = candidate.residual_report.with_arguments(*given)
        expect.equal(called.arguments[0], given[0], what="X after the call")
        expect.equal(called.arguments[1], given[1], what="y after the call")
        expect_same(called.value, reference.residual_report(*given), KEYS)


def test_refuses_impossible_input(candidate):
    X, y = houses(14, 8, 2)
    gap, endless = y.copy(), X.copy()
    gap[3], endless[2, 1] = np.nan, np.inf
    cases = [
        (X[:, 0], y, "X has one dimension"),
        (X, y[:7], "y is too short"),
        (X[:7], y, "y is too long"),
        (X, y[:, None], "y has two dimensions"),
        (X[:4], y[:4], "four rows are too few for two columns"),
        (X, gap, "y holds NaN"),
        (endless, y, "X holds infinity"),
    ]
    for bad_X, bad_y, why in cases:
        with candidate.raises(ValueError, because=why):
            candidate.residual_report(bad_X, bad_y)
    for limit in (0.0, -3.0):
        with candidate.raises(ValueError, because="limit is not above 0"):
            candidate.residual_report(X, y, limit)
    few = candidate.residual_report(X[:5], y[:5], 9.0)
    expect_same(few, reference.residual_report(X[:5], y[:5], 9.0), ["residuals", "leverage"])
    expect_same(candidate.residual_report(X, y, 0.9), reference.residual_report(X, y, 0.9), ["outliers"])
