"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

TOLERANCE = 1e-6


def draw(seed, rows, columns, offset=0.0):
    """X, y of a linear model with noise, the prices far from zero."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns)) * rng.uniform(0.5, 3.0, columns) + offset
    return X, X @ rng.normal(size=columns) + 180.0 + rng.normal(size=rows)


def expect_near(value, expected, what):
    """Within the tolerance, relative to the largest entry."""
    expect.close(value, expected, rtol=TOLERANCE, atol=TOLERANCE * np.abs(expected).max(), what=what)


def expect_parts(values, expected, names):
    """A tuple of so many parts, each near the reference's."""
    found = expect.sequence(values, len(names), what="what is returned")
    for value, wanted, name in zip(found, expected, names, strict=True):
        expect_near(value, wanted, name)


def expect_same_solution(candidate, X, y, alpha):
    """Slopes and intercept of the closed form are the reference's."""
    expected = reference.closed_form(X, y, alpha)
    expect_parts(candidate.closed_form(X, y, alpha), expected, ("coef", "intercept"))


def test_objective_adds_sums(candidate):
    X, y = draw(1, 30, 3)
    for alpha in (0.0, 0.7, 40.0):
        coef = np.array([1.5, -2.0, 0.25])
        expect_near(
            candidate.objective(X, y, alpha, coef, 3.0),
            reference.objective(X, y, alpha, coef, 3.0),
            "the objective",
        )


def test_closed_form_minimises_the_objective(candidate):
    for seed, rows, columns in [(2, 60, 4), (3, 15, 1), (4, 40, 12)]:
        X, y = draw(seed, rows, columns)
        for alpha in (0.01, 5.0, 300.0):
            expect_same_solution(candidate, X, y, alpha)


def test_intercept_is_free(candidate):
    X, y = draw(5, 50, 3, offset=4.0)
    expect_same_solution(candidate, X, y, 1e7)
    expect_same_solution(candidate, X, y + 1e4, 10.0)


def test_columns_far_from_zero(candidate):
    rng = np.random.default_rng(6)
    year, area = rng.integers(1990, 2011, 80), rng.uniform(400.0, 5000.0, 80)
    X = np.column_stack([year + 1e5, area, rng.uniform(0.0, 1e-1, 80)])
    y = 500.0 * (year - 2000) + 90.0 * area + 4e4 * X[:, 2] + rng.normal(0.0, 1000.0, 80)
    for alpha in (0.5, 50.0):
        expect_same_solution(candidate, X, y, alpha)
    for alpha in (0.0, 0.5):
        expect_same_solution(candidate, [[1e6], [1e6 + 1], [1e6 + 3], [1e6 + 4]], [1.0, 2.0, 6.0, 7.0], alpha)


def test_columns_that_depend_on_each_other(candidate):
    X, y = draw(7, 40, 3)
    X = np.column_stack([X + 5.0, X[:, 0] + X[:, 1], X[:, 2], np.full(40, 2.0)])
    for alpha in (0.0, 3.0):
        expect_same_solution(candidate, X, y, alpha)


def test_more_columns_than_rows(candidate):
    X, y = draw(8, 6, 15, offset=1.0)
    for alpha in (0.0, 2.0):
        expect_same_solution(candidate, X, y, alpha)


def test_gradient_at_any_point(candidate):
    X, y = draw(9, 25, 4, offset=2.0)
    rng = np.random.default_rng(10)
    for alpha in (0.0, 8.0):
        coef, intercept = 5.0 * rng.normal(size=4), float(rng.normal(150.0))
        expected = reference.gradient(X, y, alpha, coef, intercept)
        found = candidate.gradient(X, y, alpha, coef, intercept)
        expect_parts(found, expected, ("the derivative by coef", "the derivative by the intercept"))


def test_gradient_vanishes_at_the_solution(candidate):
    X, y = draw(11, 30, 3)
    coef, intercept = reference.closed_form(X, y, 6.0)
    found = expect.sequence(candidate.gradient(X, y, 6.0, coef, intercept), 2, what="what is returned")
    expect.close(found[0], np.zeros(3), atol=1e-6, what="the derivative by coef")
    expect.close(found[1], 0.0, atol=1e-6, what="the derivative by the intercept")
    away = reference.gradient(X, y, 6.0, coef + 0.5, intercept - 1.0)
    found = candidate.gradient(X, y, 6.0, coef + 0.5, intercept - 1.0)
    expect_parts(found, away, ("the derivative by coef", "the derivative by the intercept"))


def test_descent_goes_its_way(candidate):
    X, y = draw(12, 20, 3, offset=1.0)
    for alpha, rate, steps in [(0.0, 2e-3, 7), (9.0, 1e-3, 40), (9.0, 1e-3, 0)]:
        expected = reference.descend(X, y, alpha, rate, steps)
        expect_parts(candidate.descend(X, y, alpha, rate, steps), expected, ("coef", "intercept", "history"))


def test_safe_learning_rate(candidate):
    for seed, rows, columns, offset in [(13, 30, 3, 0.0), (14, 30, 1, 6.0), (15, 5, 9, 1.0), (16, 40, 2, 0.0)]:
        X, _ = draw(seed, rows, columns, offset)
        for alpha in (0.0, 4.0, 2000.0):
            expected = reference.safe_learning_rate(X, alpha)
            expect_near(candidate.safe_learning_rate(X, alpha), expected, "the learning rate")


def test_descent_arrives_at_the_closed_form(candidate):
    X, y = draw(17, 40, 3)
    rate = expect.number(candidate.safe_learning_rate(X, 5.0), what="the learning rate")
    found = expect.sequence(candidate.descend(X, y, 5.0, rate, 2000), 3, what="what is returned")
    coef, intercept = reference.closed_form(X, y, 5.0)
    expect_near(found[0], coef, "coef after 2,000 steps")
    expect_near(found[1], intercept, "intercept after 2,000 steps")
    history = expect.array(found[2], (2001,), what="history")
    expect.that((np.diff(history) <= 1e-9 * history[0]).all(), "a step with the safe rate went up")


def test_whole_numbers_and_lists(candidate):
    X, y = [[1, 120], [2, 110], [4, 35], [7, 5]], [3, 1, 109, 94]
    expect_same_solution(candidate, X, y, 1)
    expect_same_solution(candidate, np.array(X, dtype=np.int8), np.array(y, dtype=np.int8), 1)
    expected = reference.descend(X, y, 1, 1e-6, 3)
    for given, small in [(X, [100, -90]), (np.array(X, dtype=np.int8), np.array([100, -90], dtype=np.int8))]:
        expect_parts(candidate.descend(given, y, 1, 1e-6, 3), expected, ("coef", "intercept", "history"))
        expect_near(
            candidate.objective(given, y, 1, small, 3), reference.objective(X, y, 1, [100, -90], 3), "the objective"
        )
        expect_parts(
            candidate.gradient(given, y, 1, small, 3),
            reference.gradient(X, y, 1, [100, -90], 3),
            ("the derivative by coef", "the derivative by the intercept"),
        )
        expect_near(candidate.safe_learning_rate(given, 1), reference.safe_learning_rate(X, 1), "the learning rate")


def test_leaves_inputs_unchanged(candidate):
    X, y = draw(18, 20, 3)
    coef = np.array([1.0, -2.0, 0.5])
    for name, arguments in [
        ("objective", (X, y, 2.0, coef, 1.0)),
        ("closed_form", (X, y, 2.0)),
        ("gradient", (X, y, 2.0, coef, 1.0)),
        ("descend", (X, y, 2.0, 1e-3, 3)),
        ("safe_learning_rate", (X, 2.0)),
    ]:
        called = getattr(candidate, name).with_arguments(*arguments)
        for after, before in zip(called.arguments, arguments, strict=True):
            expect.equal(after, before, what=f"an argument of {name} after the call")
    expect.number(called.value, what="the learning rate")


def test_refuses_impossible_input(candidate):
    X, y = draw(19, 10, 3)
    coef = np.zeros(3)
    for bad_X, bad_y, alpha, why in [
        (X, y[:9], 1.0, "X and y differ in length"),
        (X, y[:1], 1.0, "X and y differ in length, though NumPy would broadcast them"),
        (X[:, 0], y, 1.0, "X is not two-dimensional"),
        (X[:, :, None], y, 1.0, "X has three dimensions"),
        (X, y[:, None], 1.0, "y is not one-dimensional"),
        (X[:0], y[:0], 1.0, "there are no rows"),
        (X, y, -0.1, "alpha is negative"),
    ]:
        for function, rest in [
            (candidate.closed_form, ()),
            (candidate.objective, (coef, 0.0)),
            (candidate.gradient, (coef, 0.0)),
            (candidate.descend, (1e-3, 2)),
        ]:
            with candidate.raises(ValueError, because=why):
                function(bad_X, bad_y, alpha, *rest)
    with candidate.raises(ValueError, because="alpha is negative"):
        candidate.safe_learning_rate(X, -1.0)
    expect_same_solution(candidate, X, y, 0.1)
