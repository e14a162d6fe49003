"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

ENOUGH = 1e-6


def reviews(seed, count, columns=4, share=0.0, rare=0.0):
    """Features that have `share` of their variance in common, labels that depend on them; `rare` makes label 1 rare."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(count, 1)) * np.sqrt(share)
    X = np.clip(common + rng.normal(size=(count, columns)) * np.sqrt(1 - share), -3, 3)
    z = X @ rng.normal(0.0, 1.0, columns) / np.sqrt(columns) - rare
    y = (rng.random(count) < 1 / (1 + np.exp(-z))).astype(int)
    y[:4] = 0, 1, 1, 0
    return X, y


def parameters(seed, columns):
    rng = np.random.default_rng(seed)
    return rng.normal(size=columns), float(rng.normal())


def slope_of(candidate, *arguments):
    by_coef, by_intercept = expect.sequence(candidate.gradient(*arguments), 2, what="the gradient")
    by_coef = expect.array(by_coef, (len(arguments[2]),), what="the gradient by coef")
    return np.append(by_coef, expect.number(by_intercept, what="the gradient by the intercept"))


def fitted(candidate, X, y, alpha=0.0):
    model = candidate.LogisticRegression(alpha=alpha)
    model.fit(X, y)
    return model


def expect_minimum(model, X, y, alpha):
    """The gradient at what was learnt is as good as zero; so these are the parameters."""
    coef = expect.array(model.get("coef_"), (np.shape(X)[1],), what="coef_")
    intercept = expect.number(model.get("intercept_"), what="intercept_")
    slope = np.linalg.norm(np.append(*reference.gradient(X, y, coef, intercept, alpha)))
    expect.that(
        slope <= 1.001 * ENOUGH,
        f"the norm of the gradient is {slope:.2g} after fit; 1e-6 is asked for",
        because="After fit the gradient is not small enough: fit stopped before the minimum.",
    )


def test_loss_is_a_mean_with_a_penalty(candidate):
    for seed, count, alpha in [(1, 30, 0.0), (2, 7, 0.5), (3, 200, 3.0)]:
        X, y = reviews(seed, count)
        given = (X, y, *parameters(seed, 4), alpha)
        expect.close(candidate.loss(*given), reference.loss(*given), rtol=1e-7, what="the loss")


def test_gradient_is_the_slope_of_the_loss(candidate):
    for seed, count, alpha in [(4, 40, 0.0), (5, 9, 0.7), (6, 150, 2.0)]:
        X, y = reviews(seed, count, 3)
        coef, intercept = parameters(seed, 3)
        expected = np.append(*reference.gradient(X, y, coef, intercept, alpha))
        expect.close(slope_of(candidate, X, y, coef, intercept, alpha), expected, rtol=1e-7, what="the gradient")


def test_intercept_is_not_penalised(candidate):
    X, y = reviews(7, 60, 2, rare=2.5)
    for intercept in (0.0, -4.0):
        given = (X, y, np.array([0.3, -0.2]), intercept, 5.0)
        expect.close(candidate.loss(*given), reference.loss(*given), rtol=1e-7, what="the loss")
        expected = np.append(*reference.gradient(*given))
        expect.close(slope_of(candidate, *given), expected, rtol=1e-7, what="the gradient")
    model = fitted(candidate, X, y, 50.0)
    expect_minimum(model, X, y, 50.0)
    share = expect.array(model.predict_proba(X), (60,), what="the probabilities").mean()
    expect.that(abs(share - y.mean()) < 1e-3, "the mean probability is not the share of label 1, as it should be")


def test_very_large_z_do_not_overflow(candidate):
    X, y = np.array([[1.0], [-1.0], [0.5], [-0.002], [0.0]]), np.array([0, 1, 1, 0, 1])
    for coef in (10_000.0, -10_000.0, 800.0, -800.0, -30.0):
        given = (X, y, np.array([coef]), 0.0, 0.0)
        expect.close(candidate.loss(*given), reference.loss(*given), rtol=1e-7, what="the loss")
        expected = np.append(*reference.gradient(*given))
        expect.close(slope_of(candidate, *given), expected, rtol=1e-7, what="the gradient")


def test_small_probabilities_are_not_zero(candidate):
    X, y = reviews(8, 120, 1)
    model = fitted(candidate, X, y)
    coef = expect.array(model.get("coef_"), (1,), what="coef_")[0]
    intercept = expect.number(model.get("intercept_"), what="intercept_")
    z = np.array([-30.0, -100.0, -600.0, -9000.0, 3.0, 40.0, 9000.0])
    found = expect.array(model.predict_proba(((z - intercept) / coef)[:, None]), (7,), what="the probabilities")
    expect.close(found, np.exp(-np.logaddexp(0, -z)), rtol=1e-5, atol=1e-300, what="the probabilities")


def test_gradient_is_zero_after_fit(candidate):
    for seed, count, columns, share in [(9, 200, 5, 0.0), (10, 50, 2, 0.3), (11, 600, 8, 0.5)]:
        X, y = reviews(seed, count, columns, share)
        expect_minimum(fitted(candidate, X, y), X, y, 0.0)


def test_gradient_is_zero_after_fit_with_a_penalty(candidate):
    for seed, alpha in [(12, 0.01), (13, 0.4), (14, 20.0)]:
        X, y = reviews(seed, 150, 6, 0.2)
        model = fitted(candidate, X, y, alpha)
        expect_minimum(model, X, y, alpha)
        expected = reference.LogisticRegression(alpha).fit(X, y)
        expect.close(model.get("coef_"), expected.coef_, atol=1e-3, what="coef_")
        expect.close(model.get("intercept_"), expected.intercept_, atol=1e-3, what="intercept_")
    X, y = reviews(22, 80, 2)
    plain = candidate.LogisticRegression()
    plain.fit(X, y)
    expect_minimum(plain, X, y, 0.0)
    X, y = np.array([[-1.0], [-0.5], [0.5], [1.0]]), np.array([0, 0, 1, 1])  # separable, so the penalty decides
    expect_minimum(fitted(candidate, X, y, 0.1), X, y, 0.1)


def test_correlated_columns_and_a_rare_label(candidate):
    X, y = reviews(15, 2_000, 20, 0.9, rare=2.5)
    model = fitted(candidate, X, y)
    expect_minimum(model, X, y, 0.0)
    expected = reference.LogisticRegression().fit(X, y)
    expect.close(model.predict_proba(X[:50]), expected.predict_proba(X[:50]), atol=1e-3, what="the probabilities")


def test_predicts_from_one_half_on(candidate):
    X, y = reviews(16, 100, 3)
    model, expected = fitted(candidate, X, y, 0.1), reference.LogisticRegression(0.1).fit(X, y)
    new = reviews(17, 60, 3)[0]
    chances = expected.predict_proba(new)
    expect.close(model.predict_proba(new), chances, atol=1e-3, what="the probabilities")
    clear = np.abs(chances - 0.5) > 0.01
    labels = expect.array(model.predict(new), (60,), kinds="iu", what="the labels")
    expect.equal(labels[clear], (chances >= 0.5).astype(int)[clear], what="the labels of clear cases")
    even = fitted(candidate, [[1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]], [0, 0, 1, 1], 1.0)
    certain = expect.array(even.predict([[0.0, 0.0]]), (1,), kinds="iu", what="the labels")
    half = expect.array(even.predict_proba([[0.0, 0.0]]), (1,), what="the probabilities")
    expect.equal(certain.astype(int), (half >= 0.5).astype(int), what="the label of a probability at one half")
    backwards = expect.array(model.predict_proba(new[::-1]), (60,), what="the probabilities")
    expect.close(backwards[::-1], chances, atol=1e-3, what="the probabilities in reverse order")


def test_fits_the_same_again_and_leaves_inputs_alone(candidate):
    X, y = reviews(18, 80, 3, 0.4)
    model = fitted(candidate, *reviews(19, 60, 2), 0.5)
    called = model.fit.with_arguments(X, y)
    for after, before in zip(called.arguments, (X, y), strict=True):
        expect.equal(after, before, what="an argument after fit")
    afresh = fitted(candidate, X, y, 0.5)
    found = expect.array(model.get("coef_"), (3,), what="coef_ after the second fit")
    expect.equal(afresh.get("coef_"), found, what="coef_ of the same data")


def test_takes_lists_bools_and_whole_numbers(candidate):
    X, y = reviews(20, 90, 2)
    rounded = np.clip(np.rint(X + 1), 0, 2).astype(np.uint8)
    rounded[:4] = [[0, 1], [2, 1], [1, 0], [1, 2]]
    coef, intercept = np.array([0.5, -1.0]), 0.25
    for given in ((rounded, y.astype(bool)), (rounded.tolist(), y.tolist()), (rounded, y.astype(np.uint8))):
        expect.close(
            candidate.loss(*given, coef, intercept, 0.1), reference.loss(*given, coef, intercept, 0.1), rtol=1e-7
        )
        expected = np.append(*reference.gradient(*given, coef, intercept, 0.1))
        expect.close(slope_of(candidate, *given, coef, intercept, 0.1), expected, rtol=1e-7, what="the gradient")
        expect_minimum(fitted(candidate, *given, 0.1), *given, 0.1)


def test_refuses_impossible_input(candidate):
    X, y = reviews(21, 12, 2)
    cases = [
        (X[:, 0], y, 0.1, "X has one dimension"),
        (X, y[:11], 0.1, "y is too short"),
        (X[:11], y, 0.1, "y is too long"),
        (X, y[:, None], 0.1, "y has two dimensions"),
        (X[:0], y[:0], 0.1, "there are no reviews"),
        (X, 2 * y - 1, 0.1, "labels are -1 and 1"),
        (X, y + 1, 0.1, "labels are 1 and 2"),
        (X, y, -0.1, "alpha is negative"),
    ]
    for bad_X, bad_y, alpha, why in cases:
        for call in (candidate.loss, candidate.gradient):
            with candidate.raises(ValueError, because=why):
                call(bad_X, bad_y, np.zeros(2), 0.0, alpha)
        with candidate.raises(ValueError, because=why):
            fitted(candidate, bad_X, bad_y, alpha)
    for label in (0, 1):
        with candidate.raises(ValueError, because="all labels are the same"):
            fitted(candidate, X, np.full(12, label), 0.1)
    for name in ("predict", "predict_proba"):
        with candidate.raises(RuntimeError, because="it comes before fit"):
            getattr(candidate.LogisticRegression(), name)(X)
        for bad, why in [(X[:, :1], "there are too few columns"), (X[0], "X has one dimension")]:
            with candidate.raises(ValueError, because=why):
                getattr(fitted(candidate, X, y, 0.1), name)(bad)
    expect_minimum(fitted(candidate, X, y, 0.1), X, y, 0.1)
