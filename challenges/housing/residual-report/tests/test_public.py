"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

X = [[1.0], [2.0], [3.0], [4.0], [10.0]]
Y = [0.4, 2.0, 2.4, 3.6, 4.6]


def test_residuals_of_five_houses(candidate):
    report = expect.mapping(candidate.residual_report(X, Y), ["residuals", "leverage", "coef"])
    expect.close(report["coef"], [0.4], what='"coef"')
    expect.close(report["residuals"], [-1.0, 0.2, 0.2, 1.0, -0.4], what='"residuals"')
    expect.close(report["leverage"], [0.38, 0.28, 0.22, 0.2, 0.92], what='"leverage"')


def test_outliers_of_five_houses(candidate):
    keys = ["studentised", "cooks_distance", "outliers", "coef_without"]
    report = expect.mapping(candidate.residual_report(X, Y, limit=2.0), keys)
    studentised = [-2.268046058, 0.2255320374, 0.2164725298, 1.5891043154, -4.0824829046]
    expect.close(report["studentised"], studentised, what='"studentised"')
    cooks_distance = [0.6619778505, 0.0144675926, 0.0096858270, 0.2092633929, 15.4017857143]
    expect.close(report["cooks_distance"], cooks_distance, what='"cooks_distance"')
    outliers = expect.sequence(report["outliers"], 2, what='"outliers"')
    expect.equal(expect.array(outliers, (2,), kinds="iu", what='"outliers"'), np.array([4, 0]), what='"outliers"')
    expect.close(report["coef_without"], [0.8], what='"coef_without"')
