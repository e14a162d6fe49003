"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes


def houses(seed, rows, spread=0.25):
    """Year, area in thousands, quality; prices in dollars whose relative errors are skewed."""
    rng = np.random.default_rng(seed)
    X = np.column_stack(
        [rng.integers(1950, 2011, rows).astype(float), rng.lognormal(0.3, 0.3, rows), rng.uniform(1, 10, rows)]
    )
    errors = spread * (rng.exponential(1.0, rows) - 1.0)
    return X, np.exp(11.0 + 0.004 * (X[:, 0] - 2000) + 0.3 * X[:, 1] + 0.08 * X[:, 2] + errors)


def fitted(candidate, X, y, **settings):
    model = candidate.LogTargetRegressor(**settings)
    model.fit(X, y)
    return model


def expect_same_predictions(model, expected, X):
    predictions = expected.predict(X)
    expect.close(model.predict(X), predictions, atol=0.0, what="the predictions")


def expect_same_score(model, expected, X, y):
    found = expect.mapping(model.score(X, y), ["mae", "rmse", "r2"], what="the score")
    for name, value in expected.score(X, y).items():
        expect.close(found[name], value, what=name)


def expect_same(candidate, train, new, **settings):
    """What is learnt, predicted and scored is what the reference learns, predicts and scores."""
    expected = reference.LogTargetRegressor(**settings).fit(*train)
    model = fitted(candidate, *train, **settings)
    expect.close(model.get("coef_"), expected.coef_, what="coef_")
    expect.close(model.get("intercept_"), expected.intercept_, what="intercept_")
    expect.close(model.get("smearing_"), expected.smearing_, what="smearing_")
    expect_same_predictions(model, expected, new[0])
    expect_same_score(model, expected, *new)


def test_regression_is_in_logs(candidate):
    X, y = houses(1, 50)
    expected = reference.LogTargetRegressor().fit(X, y)
    model = fitted(candidate, X, y)
    expect.close(model.get("coef_"), expected.coef_, what="coef_")
    expect.close(model.get("intercept_"), expected.intercept_, what="intercept_")
    rng = np.random.default_rng(70)
    X = np.column_stack([rng.integers(1990, 2026, 60), rng.normal(1e6, 2.0, 60)])
    y = np.exp(0.02 * (X[:, 0] - 2000) + 0.1 * (X[:, 1] - 1e6) + rng.normal(0.0, 0.1, 60) + 3.0)
    model, wanted = fitted(candidate, X, y), reference.LogTargetRegressor().fit(X, y)
    expect.close(model.get("coef_"), wanted.coef_, because="Columns far from zero, for their spread.")


def test_predictions_are_medians_in_dollars(candidate):
    model, expected = fitted(candidate, *houses(2, 60)), reference.LogTargetRegressor().fit(*houses(2, 60))
    expect_same_predictions(model, expected, houses(3, 20)[0])


def test_smearing_lifts_to_the_mean(candidate):
    train, new = houses(4, 60, spread=0.5), houses(5, 20, spread=0.5)
    expect_same(candidate, train, new, smearing=True)


def test_scores_compare_dollars(candidate):
    train, new = houses(6, 50), houses(7, 25)
    model, expected = fitted(candidate, *train), reference.LogTargetRegressor().fit(*train)
    expect_same_score(model, expected, *new)
    expect_same_score(model, expected, *train)


def test_small_and_negative_targets(candidate):
    rng = np.random.default_rng(8)
    X, new_X = rng.normal(size=(40, 2)), rng.normal(size=(10, 2))
    y = np.maximum(np.expm1(X @ [0.8, -0.5] + rng.normal(0.0, 0.6, 40)), -0.9)
    y[:6] = 0.0
    new_y = np.exp(new_X[:, 0])
    for smearing in (False, True):
        expect_same(candidate, (X, y), (new_X, new_y), smearing=smearing)


def test_tiny_targets_keep_their_digits(candidate):
    rng = np.random.default_rng(9)
    X = rng.normal(size=(30, 2))
    y = 1e-12 * (5.0 + X @ [1.0, -0.5] + 0.1 * rng.normal(size=30))
    expected = reference.LogTargetRegressor().fit(X, y)
    expect_same_predictions(fitted(candidate, X, y), expected, X[:8] * 0.5)


def test_training_rows_decide(candidate):
    fixed = houses(10, 6)[0]

    def fit(train, test):
        model = fitted(candidate, *train, smearing=True)
        model.predict(test[0])
        model.score(*test)
        learnt = [expect.array(model.get("coef_"), (3,), what="coef_")]
        learnt += [expect.number(model.get(name), what=name) for name in ("intercept_", "smearing_")]
        return [*learnt, expect.array(model.predict(fixed), (6,), what="the predictions")]

    def disturb(rows, rng):
        X, y = rows
        return X[::2] * [1.0, 1.5, 0.5], y[::2] * rng.uniform(0.2, 5.0, len(y[::2]))

    probes.rows_do_not_leak(fit, houses(11, 50), houses(12, 30), np.random.default_rng(13), disturb=disturb)


def test_a_row_is_predicted_alone_as_among_others(candidate):
    model = fitted(candidate, *houses(14, 50), smearing=True)
    probes.row_by_row_equals_batch(model.predict, houses(15, 12)[0], what="the prediction for a row")


def test_whole_numbers_and_lists(candidate):
    X = np.array([[2000, 3], [2004, 1], [1990, 8], [2008, 5], [1977, 2]], dtype=np.int16)
    y = np.array([100, 127, 90, 120, 60], dtype=np.int8)
    for smearing in (False, True):
        expect_same(candidate, (X, y), (X[:3], y[:3]), smearing=smearing)
        expect_same(candidate, (X.tolist(), y.tolist()), (X[:3].tolist(), y[:3].tolist()), smearing=smearing)


def test_leaves_inputs_unchanged(candidate):
    X, y = houses(16, 25)
    model = candidate.LogTargetRegressor(smearing=True)
    X_after, y_after = model.fit.with_arguments(X, y).arguments
    expect.equal(X_after, X, what="X after fit")
    expect.equal(y_after, y, what="y after fit")
    X_after, y_after = model.score.with_arguments(X, y).arguments
    expect.equal(X_after, X, what="X after score")
    expect.equal(y_after, y, what="y after score")
    called = model.predict.with_arguments(X)
    expect.equal(called.arguments[0], X, what="X after predict")
    expect.array(called.value, (25,), what="the predictions")


def test_second_fit_forgets_the_first(candidate):
    first, (X, y) = houses(17, 30), houses(18, 20, spread=0.6)
    model = fitted(candidate, *first, smearing=True)
    model.fit(X[:, 1:], y)
    expected = reference.LogTargetRegressor(smearing=True).fit(X[:, 1:], y)
    expect.close(model.get("coef_"), expected.coef_, what="coef_ after the second fit")
    expect.close(model.get("smearing_"), expected.smearing_, what="smearing_ after the second fit")
    expect_same_predictions(model, expected, X[:, 1:])


def test_refuses_impossible_input(candidate):
    X, y = houses(19, 12)
    for bad_X, bad_y, why in [
        (X, y[:11], "X and y differ in length"),
        (X, y[:1], "X and y differ in length, though NumPy would broadcast them"),
        (X[:, 0], y, "X is not two-dimensional"),
        (X, y[:, None], "y is not one-dimensional"),
        (X[:0], y[:0], "there are no rows"),
        (X, np.append(y[:11], -1.0), "a target is -1"),
        (X, np.append(y[:11], -20.0), "a target is less than -1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.LogTargetRegressor().fit(bad_X, bad_y)
    model = fitted(candidate, X, y)
    for bad_X, bad_y, why in [
        (X[:, :2], y, "a column is missing"),
        (X[:, :1], y, "there is one column, though NumPy would broadcast it"),
        (X, y[:11], "X and y differ in length"),
        (X, y[:1], "X and y differ in length, though NumPy would broadcast them"),
    ]:
        with candidate.raises(ValueError, because=why):
            model.score(bad_X, bad_y)
    with candidate.raises(ValueError, because="a column is missing"):
        model.predict(X[:, :2])
    with candidate.raises(RuntimeError, because="predict comes before fit"):
        candidate.LogTargetRegressor().predict(X)
    with candidate.raises(RuntimeError, because="score comes before fit"):
        candidate.LogTargetRegressor().score(X, y)
