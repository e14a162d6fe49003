"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes


def draw(seed, train, test, columns, offset=0.0):
    """Training rows, their prices, test rows."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(train + test, columns)) * rng.uniform(0.2, 4.0, columns) + offset
    return X[:train], rng.lognormal(12.0, 0.4, train), X[train:]


def expect_same_neighbours(candidate, X_train, X_test, k):
    found = expect.array(candidate.nearest(X_train, X_test, k), (len(X_test), k), kinds="iu", what="the positions")
    expect.equal(found, reference.nearest(X_train, X_test, k), what="the positions")


def expect_same_predictions(candidate, X_train, y_train, X_test, k):
    """Uniform and weighted predictions are the reference's."""
    uniform = reference.knn_predict(X_train, y_train, X_test, k)
    expect.close(candidate.knn_predict(X_train, y_train, X_test, k), uniform, what="the predictions")
    weighted = reference.knn_predict(X_train, y_train, X_test, k, weights="distance")
    found = candidate.knn_predict(X_train, y_train, X_test, k, weights="distance")
    expect.close(found, weighted, what="the weighted predictions")


def test_neighbours_in_many_columns(candidate):
    for seed, columns, k in [(1, 3, 1), (2, 8, 5), (3, 1, 12)]:
        X_train, _, X_test = draw(seed, 80, 20, columns)
        expect_same_neighbours(candidate, X_train, X_test, k)


def test_predictions_of_many_houses(candidate):
    for seed, columns, k in [(4, 4, 1), (5, 6, 7), (6, 2, 15)]:
        expect_same_predictions(candidate, *draw(seed, 90, 25, columns), k)


def test_all_rows_are_neighbours(candidate):
    X_train, y_train, X_test = draw(7, 12, 6, 3)
    expect_same_neighbours(candidate, X_train, X_test, 12)
    expect_same_predictions(candidate, X_train, y_train, X_test, 12)
    expect_same_predictions(candidate, X_train[:1], y_train[:1], X_test, 1)


def test_ties_go_to_the_lower_position(candidate):
    rng = np.random.default_rng(8)
    grid = rng.integers(0, 4, (120, 2))
    for k in (1, 4, 30):
        expect_same_neighbours(candidate, grid, rng.integers(0, 4, (15, 2)), k)
    far = rng.integers(0, 3, (60, 3)) * 4999
    y = rng.lognormal(12.0, 0.4, 60)
    expect_same_neighbours(candidate, far, far[:10] + 1, 9)
    expect.close(
        candidate.knn_predict(far, y, far[:10] + 1, 5),
        reference.knn_predict(far, y, far[:10] + 1, 5),
        what="the predictions",
    )


def test_rows_that_are_there_already(candidate):
    X_train, y_train, _ = draw(9, 40, 0, 3)
    X_train[[7, 20, 33]] = X_train[0]
    for k in (1, 3, 6):
        weighted = reference.knn_predict(X_train, y_train, X_train[1:12], k, weights="distance")
        found = candidate.knn_predict(X_train, y_train, X_train[1:12], k, weights="distance")
        expect.close(found, weighted, what="the weighted predictions")
    found = candidate.knn_predict(X_train, y_train, X_train[:1] + 0.0, 6, weights="distance")
    expect.close(found, [y_train[[0, 7, 20, 33]].mean()], what="the weighted prediction")
    near = X_train[:4] + 0.01
    found = candidate.knn_predict(X_train, y_train, near, 6, weights="distance")
    expected = reference.knn_predict(X_train, y_train, near, 6, weights="distance")
    expect.close(found, expected, what="the weighted predictions")
    tiny = 1e-8 * np.array([[0.0], [1.0], [-2.0], [1e8]])
    found = candidate.knn_predict(tiny, [7.0, 9.0, 100.0, 1e4], [[0.0]], 4, weights="distance")
    expect.close(found, [7.0], what="the prediction beside rows that are very near")


def test_columns_far_from_zero(candidate):
    X_train, y_train, X_test = draw(10, 60, 15, 3, offset=1e8)
    expect_same_neighbours(candidate, X_train, X_test, 6)
    expect_same_predictions(candidate, X_train, y_train, X_test, 6)


def test_a_row_is_predicted_alone_as_among_others(candidate):
    X_train, y_train, X_test = draw(11, 70, 12, 4)

    def predict(rows):
        return candidate.knn_predict(X_train, y_train, rows, 5, weights="distance")

    mixed = np.vstack([X_train[[4, 9]], X_test[:3], X_train[30:31]])
    alone = np.concatenate([expect.array(predict(mixed[k : k + 1]), (1,), what="a prediction") for k in range(6)])
    expect.close(predict(mixed), alone, because="Beside a row that is there already, others are predicted as ever.")
    probes.row_by_row_equals_batch(predict, X_test * [1.0, 50.0, 1.0, 1.0], what="the prediction for a row")


def test_small_integers_and_lists(candidate):
    rng = np.random.default_rng(12)
    X_train, X_test = rng.integers(0, 256, (50, 3), dtype=np.uint8), rng.integers(0, 256, (9, 3), dtype=np.uint8)
    y_train = rng.integers(100, 256, 50, dtype=np.uint8)
    expect_same_neighbours(candidate, X_train, X_test, 4)
    expect_same_predictions(candidate, X_train, y_train, X_test, 4)
    expect_same_predictions(candidate, X_train.tolist(), y_train.tolist(), X_test.tolist(), 4)
    for dtype in (np.float16, np.float32):
        with expect.case("Values may be of half or single precision; their mean is taken in double precision."):
            expect_same_predictions(candidate, X_train, (y_train * 77.7).astype(dtype), X_test, 7)


def test_no_rows_to_predict(candidate):
    X_train, y_train, X_test = draw(13, 20, 0, 3)
    expect_same_neighbours(candidate, X_train, X_test, 4)
    expect_same_predictions(candidate, X_train, y_train, X_test, 4)


def test_leaves_inputs_unchanged(candidate):
    X_train, y_train, X_test = draw(14, 30, 8, 3, offset=2.0)
    for name, arguments in [
        ("nearest", (X_train, X_test, 3)),
        ("knn_predict", (X_train, y_train, X_test, 3, "distance")),
    ]:
        called = getattr(candidate, name).with_arguments(*arguments)
        for after, before in zip(called.arguments, arguments, strict=True):
            expect.equal(after, before, what=f"an argument of {name} after the call")
    expect.array(called.value, (8,), what="the predictions")


def test_refuses_impossible_input(candidate):
    X_train, y_train, X_test = draw(15, 20, 5, 3)
    for train, test, k, why in [
        (X_train[:, 0], X_test, 2, "X_train is not two-dimensional"),
        (X_train[:, :, None], X_test[:, :, None], 2, "both have three dimensions"),
        (X_train, X_test[0], 2, "X_test is not two-dimensional"),
        (X_train, X_test[:, :2], 2, "the numbers of columns differ"),
        (X_train, X_test[:, :1], 2, "X_test has one column, though NumPy would broadcast it"),
        (X_train, X_test, 0, "k is less than 1"),
        (X_train, X_test, -2, "k is less than 1"),
        (X_train, X_test, 21, "k is more than the number of training rows"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.nearest(train, test, k)
        with candidate.raises(ValueError, because=why):
            candidate.knn_predict(train, y_train, test, k)
    for y in (y_train[:19], np.append(y_train, 1.0)):
        with candidate.raises(ValueError, because="y_train has not one entry for each training row"):
            candidate.knn_predict(X_train, y, X_test, 2)
    with candidate.raises(ValueError, because="weights is neither of the two words"):
        candidate.knn_predict(X_train, y_train, X_test, 2, weights="squared")
    expect_same_neighbours(candidate, X_train, X_test, 2)


def test_keeps_the_latency_budget(latency):
    def cases(rng):
        X = rng.normal(size=(830, 12)) * rng.uniform(0.5, 2.0, 12)
        return X[:800], rng.lognormal(12.0, 0.4, 800), X[800:], int(rng.integers(5, 11))

    latency.check("knn_predict", cases)
