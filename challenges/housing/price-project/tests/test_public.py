"""The checks that a candidate can read and run, on a part of the houses to learn from."""

import numpy as np

from prep.grading import expect, given, project

TRAIN = given.table(__file__, "train.csv")
LEARN, HOLD_OUT = TRAIN[:600], TRAIN[600:800]
TRUTH = HOLD_OUT["price"].to_numpy(float)


def predicted(candidate):
    tables = {"train.csv": LEARN, "test.csv": HOLD_OUT.drop(columns="price")}
    return project.predictions(candidate, tables, ids=HOLD_OUT["id"], column="price")


def test_prices_every_house(candidate):
    expect.that((predicted(candidate) > 0).all(), "every price must be above 0")


def test_beats_the_median(candidate):
    error = np.abs(predicted(candidate) - TRUTH).mean()
    plain = np.abs(LEARN["price"].median() - TRUTH).mean()
    expect.that(error < plain, f"the mean error is ${error:,.0f}; the median price alone errs by ${plain:,.0f}")
