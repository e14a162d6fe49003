"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

LABELS = [0, 1, 1, 0, 1, 0]
SCORES = [0.2, 0.9, 0.5, 0.5, 0.3, 0.1]


def test_area_of_six_reviews(candidate):
    expect.close(candidate.roc_auc(LABELS, SCORES), 7.5 / 9, rtol=1e-9, what="the AUC")


def test_curve_of_six_reviews(candidate):
    fpr, tpr, thresholds = expect.sequence(candidate.roc_curve(LABELS, SCORES), 3, what="the curve")
    expect.close(thresholds, [math.inf, 0.9, 0.5, 0.3, 0.2, 0.1], rtol=1e-9, what="thresholds")
    expect.close(fpr, [0, 0, 1 / 3, 1 / 3, 2 / 3, 1], rtol=1e-9, what="fpr")
    expect.close(tpr, [0, 1 / 3, 2 / 3, 1, 1, 1], rtol=1e-9, what="tpr")
