"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

COUNTS = [[3, 0, 1], [1, 0, 0], [0, 2, 1], [2, 0, 0]]
LABELS = [1, 1, 0, 1]


def test_learns_from_four_reviews(candidate):
    model = candidate.MultinomialNB()
    fitted = model.fit(COUNTS, LABELS)
    expect.that(fitted == model, "`fit` must return the estimator itself")
    expect.equal(model.get("classes_"), np.array([0, 1]), what="classes_")
    expect.close(model.get("log_prior_"), np.log([1 / 4, 3 / 4]), what="log_prior_")
    likelihood = [[1 / 6, 3 / 6, 2 / 6], [7 / 10, 1 / 10, 2 / 10]]
    expect.close(model.get("log_likelihood_"), np.log(likelihood), what="log_likelihood_")


def test_predicts_two_reviews(candidate):
    model = candidate.MultinomialNB()
    model.fit(COUNTS, LABELS)
    new = [[1, 0, 0], [0, 2, 0]]
    joint = np.array([[1 / 4 * 1 / 6, 3 / 4 * 7 / 10], [1 / 4 * (3 / 6) ** 2, 3 / 4 * (1 / 10) ** 2]])
    expected = joint / joint.sum(axis=1, keepdims=True)
    expect.close(model.predict_proba(new), expected, what="the probabilities")
    expect.close(model.predict_log_proba(new), np.log(expected), what="the log probabilities")
    expect.equal(model.predict(new), np.array([1, 0]), what="the labels")
