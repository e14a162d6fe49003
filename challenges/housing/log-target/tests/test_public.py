"""The checks that a candidate can read and run."""

from prep.grading import expect

X, Y = [[0.0], [1.0], [2.0]], [0.0, 1.0, 3.0]


def test_predicts_in_dollars(candidate):
    model = candidate.LogTargetRegressor()
    fitted = model.fit(X, Y)
    expect.that(fitted == model, "`fit` must return the regressor itself")
    expect.close(model.get("coef_"), [0.6931471805599453], what="coef_")
    expect.close(model.get("intercept_"), 0.0, what="intercept_")
    expect.close(model.get("smearing_"), 1.0, what="smearing_")
    expect.close(model.predict([[3.0], [-1.0]]), [7.0, -0.5], what="the predictions")


def test_scores_in_dollars(candidate):
    model = candidate.LogTargetRegressor()
    model.fit(X, Y)
    found = expect.mapping(model.score([[0.0], [3.0]], [1.0, 9.0]), ["mae", "rmse", "r2"], what="the score")
    for name, expected in [("mae", 1.5), ("rmse", 2.5**0.5), ("r2", 0.84375)]:
        expect.close(found[name], expected, what=name)
