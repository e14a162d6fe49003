"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

TOLERANCE = 1e-6


def houses(seed, rows, spreads):
    """Rows that vary by these standard deviations along directions at an angle to the columns."""
    rng = np.random.default_rng(seed)
    directions = np.linalg.qr(rng.normal(size=(len(spreads), len(spreads))))[0]
    scores = rng.normal(size=(rows, len(spreads)))
    scores = np.linalg.qr(scores - scores.mean(axis=0))[0] * np.sqrt(rows - 1) * np.asarray(spreads)
    return scores @ directions + rng.normal(0.0, 3.0, len(spreads))


def fitted(candidate, X, k):
    pca = candidate.PCA(k)
    pca.fit(X)
    return pca, reference.PCA(k).fit(X)


def expect_same_fit(candidate, X, k, because, tolerance=TOLERANCE):
    pca, wanted = fitted(candidate, X, k)
    expect.close(pca.get("mean_"), wanted.mean_, rtol=TOLERANCE, what="mean_", because=because)
    found = expect.array(pca.get("components_"), wanted.components_.shape, what="components_")
    expect.close(found, wanted.components_, rtol=0.0, atol=tolerance, what="components_", because=because)
    for name in ("explained_variance_", "explained_variance_ratio_"):
        expect.close(pca.get(name), getattr(wanted, name), rtol=tolerance, atol=0.0, what=name, because=because)


def test_components_and_variances(candidate):
    for seed, rows, k, spreads in [(1, 40, 3, (9, 5, 1)), (2, 12, 2, (3, 2, 1, 0.5)), (3, 6, 5, (1, 2, 3, 4, 5))]:
        pca, wanted = fitted(candidate, houses(seed, rows, spreads), k)
        expect.close(
            pca.get("mean_"),
            wanted.mean_,
            rtol=TOLERANCE,
            what="mean_",
            because="The means of columns that vary together.",
        )
        found = np.abs(expect.array(pca.get("components_"), (k, len(spreads)), what="components_"))
        expect.close(found, np.abs(wanted.components_), atol=TOLERANCE, because="Components, apart from their signs.")
        expect.close(
            pca.get("explained_variance_"),
            wanted.explained_variance_,
            rtol=TOLERANCE,
            because="Variances along the components.",
        )


def test_signs_are_settled(candidate):
    for seed in range(4, 10):
        X = houses(seed, 20, (7, 3, 2, 1))
        expect_same_fit(candidate, X, 4, "The entry that is largest in size is positive.")
        expect_same_fit(candidate, -X, 4, "Negative rows have the same components.")
    expect_same_fit(candidate, [[0.0, 0, 0], [0, -3, 0], [0, 0, 1.0], [-7, 0, 0]], 3, "Columns of mostly zeros.")


def test_shares_of_all_variance(candidate):
    for k in (1, 2, 4):
        X = houses(11, 30, (4, 3, 2, 1.5))
        pca, wanted = fitted(candidate, X, k)
        found = pca.get("explained_variance_ratio_")
        expect.close(found, wanted.explained_variance_ratio_, because="Shares of the variance of all columns.")


def test_new_rows_use_what_fit_learnt(candidate):
    train, rows = houses(12, 30, (5, 2, 1)), houses(13, 9, (4, 4, 4))
    pca, wanted = fitted(candidate, train, 2)
    expect.close(pca.transform(rows), wanted.transform(rows), rtol=TOLERANCE, atol=1e-7, because="Rows that are new.")
    probes.row_by_row_equals_batch(pca.transform, rows, what="the coordinates")
    expect.close(pca.transform(train), wanted.transform(train), rtol=TOLERANCE, atol=1e-7, because="The training rows.")


def test_comes_back_to_the_columns(candidate):
    train, rows = houses(14, 25, (5, 2, 1)), houses(15, 6, (3, 3, 3))
    for k in (1, 2, 3):
        pca, wanted = fitted(candidate, train, k)
        Z = wanted.transform(rows)
        found = pca.inverse_transform(Z)
        expect.close(
            found,
            wanted.inverse_transform(Z),
            rtol=TOLERANCE,
            atol=1e-7,
            because="The way back from coordinates to columns.",
        )
        probes.row_by_row_equals_batch(pca.inverse_transform, Z, what="the rows")


def test_small_variances_beside_large_ones(candidate):
    for seed, spreads in [(16, (1e3, 1.0, 1e-4)), (17, (1.0, 1e-3, 1e-7)), (18, (1e7, 3e6, 2e3, 1.0))]:
        X = houses(seed, 20, spreads)
        expect_same_fit(candidate, X, len(spreads), "Spreads that differ by a factor of 10⁷.", tolerance=1e-4)


def test_columns_far_from_zero(candidate):
    X = houses(19, 30, (3, 2, 1)) + np.array([1e6, -1e6, 5e5])
    expect_same_fit(candidate, X, 3, "Columns near a million.", tolerance=1e-6)


def test_wide_tables(candidate):
    rng = np.random.default_rng(20)
    scores = np.linalg.qr(rng.normal(size=(20, 6)))[0] * [9.0, 7.0, 5.0, 3.0, 2.0, 1.0]
    X = scores @ np.linalg.qr(rng.normal(size=(6_000, 6)))[0].T
    expect_same_fit(candidate, X, 4, "Twenty rows with six thousand columns.")


def test_dtypes_and_arguments(candidate):
    X = houses(21, 20, (5, 2, 1))
    pca = candidate.PCA(2)
    expect.equal(pca.fit.with_arguments(X).arguments[0], X, because="X after fit.")
    called = pca.transform.with_arguments(X)
    expect.equal(called.arguments[0], X, because="X after transform.")
    expect.close(called.value, reference.PCA(2).fit(X).transform(X), rtol=TOLERANCE, atol=1e-7)
    Z = np.random.default_rng(22).normal(size=(4, 2))
    expect.equal(pca.inverse_transform.with_arguments(Z).arguments[0], Z, because="Z after inverse_transform.")
    for dtype in (np.uint8, np.int8, np.float16, np.float32):
        small = np.round(10 * X + 60).clip(0, 120).astype(dtype)
        expect_same_fit(candidate, small, 2, "Values of a small dtype.")
        expect_same_fit(candidate, small.tolist(), 2, "Values in lists.")
        pca, wanted = fitted(candidate, small, 2)
        expect.close(pca.transform(small), wanted.transform(small), rtol=TOLERANCE, atol=1e-7, because="A small dtype.")
    single = (X + 4096.0).astype(np.float32)
    expect_same_fit(candidate, single, 2, "Values in single precision.")


def test_fits_again(candidate):
    pca = candidate.PCA(2)
    pca.fit(houses(23, 30, (5, 2, 1)))
    X = houses(24, 9, (3, 2, 1, 0.5))
    pca.fit(X)
    wanted = reference.PCA(2).fit(X)
    expect.close(pca.get("components_"), wanted.components_, atol=TOLERANCE, because="A second fit, to other columns.")
    expect.close(pca.transform(X), wanted.transform(X), rtol=TOLERANCE, atol=1e-7, because="A second fit.")


def test_refuses_impossible_input(candidate):
    X = houses(25, 10, (5, 2, 1))
    for k, bad, why in [
        (0, X, "k is 0"),
        (4, X, "k is above the number of columns"),
        (3, X[:3], "k is above the number of rows less one"),
        (1, X[:1], "there is one row"),
        (1, X[:0], "there are no rows"),
        (1, X[:, 0], "X has one dimension"),
        (1, X[None], "X has three dimensions"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.PCA(k).fit(bad)
    pca = candidate.PCA(2)
    for method in (pca.transform, pca.inverse_transform):
        with candidate.raises(RuntimeError, because="it comes before fit"):
            method(X[:, :2])
    pca.fit(X)
    for method, bad, why in [
        (pca.transform, X[:, :2], "a column is missing"),
        (pca.transform, X[:, :1], "there is one column, though NumPy would broadcast it"),
        (pca.transform, X[0], "X has one dimension"),
        (pca.inverse_transform, X, "there are three coordinates for two components"),
        (pca.inverse_transform, X[0, :2], "Z has one dimension"),
    ]:
        with candidate.raises(ValueError, because=why):
            method(bad)
    expect_same_fit(candidate, X, 3, "As many components as columns.")
    expect_same_fit(candidate, X[:3], 2, "As many components as three rows have.")
