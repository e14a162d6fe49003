"""The checks that a candidate can read and run."""

import math

import numpy as np

from prep.grading import expect

X, Y = [[1.0], [2.0], [3.0], [4.0]], [0, 1, 0, 1]


def test_loss_and_gradient_of_four_reviews(candidate):
    expect.close(candidate.loss(X, Y, [0.0], 0.0, 1.0), math.log(2), what="the loss")
    slope = expect.sequence(candidate.gradient(X, Y, [0.0], 0.0, 1.0), 2, what="the gradient")
    expect.close(slope[0], [-0.25], what="the gradient by coef")
    expect.close(slope[1], 0.0, what="the gradient by the intercept")


def test_fits_four_reviews(candidate):
    model = candidate.LogisticRegression(alpha=0.1)
    fitted = model.fit(X, Y)
    expect.that(fitted == model, "`fit` must return the object itself")
    expect.close(model.get("coef_"), [0.63670632], atol=1e-3, what="coef_")
    expect.close(model.get("intercept_"), -1.59176579, atol=1e-3, what="intercept_")
    expect.close(model.predict_proba([[2.5], [10.0]]), [0.5, 0.99163499], atol=1e-3, what="the probabilities")
    labels = expect.array(model.predict([[1.0], [10.0]]), (2,), kinds="iu", what="the labels")
    expect.equal(labels, np.array([0, 1]), what="the labels")
