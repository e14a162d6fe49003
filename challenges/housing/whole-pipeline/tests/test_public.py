"""The checks that a candidate can read and run, on a small part of the houses to learn from."""

import numpy as np

from prep.grading import expect, given

HOUSES = given.table(__file__, "houses.csv")
PRICES = HOUSES.pop("price")
LEARN, HOLD_OUT = slice(0, 300), slice(300, 400)


def predict_held_out(candidate):
    model = expect.remote(candidate.build_model(), what="build_model()")
    model.fit(HOUSES[LEARN], PRICES[LEARN])
    return expect.array(model.predict(HOUSES[HOLD_OUT]), (100,), what="the predicted prices")


def test_prices_every_house(candidate):
    predicted = predict_held_out(candidate)
    expect.that((predicted > 0).all(), "every price must be above 0")


def test_beats_the_median(candidate):
    error = np.abs(predict_held_out(candidate) - PRICES[HOLD_OUT]).mean()
    plain = np.abs(PRICES[LEARN].median() - PRICES[HOLD_OUT]).mean()
    expect.that(error < plain, f"the mean error is ${error:,.0f}; the median price alone errs by ${plain:,.0f}")
