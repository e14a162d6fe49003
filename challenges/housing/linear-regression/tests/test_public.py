"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_fits_a_line(candidate):
    model = candidate.LinearRegression()
    model.fit([[1.0], [2.0], [3.0]], [3.0, 5.0, 7.0])
    expect.close(model.get("coef_"), [2.0], what="coef_")
    expect.close(model.get("intercept_"), 1.0, what="intercept_")


def test_predicts_new_rows(candidate):
    model = candidate.LinearRegression()
    fitted = model.fit([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 1.0]], [3.0, 3.0, 5.0, 7.0])
    expect.that(fitted == model, "`fit` must return the estimator itself")
    expect.close(model.predict([[10.0, 10.0], [0.0, 0.0]]), [41.0, 1.0], what="the predictions")
