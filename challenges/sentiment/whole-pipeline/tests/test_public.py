"""The checks that a candidate can read and run, on a few reviews of their own."""

import numpy as np

from prep.grading import expect, given

REVIEWS = given.table(__file__, "reviews.csv")
TEXTS, LABELS = REVIEWS["review"].tolist(), REVIEWS["positive"].tolist()
LEARN, HOLD_OUT = slice(0, 900), slice(900, 1_100)


def predict_held_out(candidate):
    model = expect.remote(candidate.build_model(), what="build_model()")
    model.fit(TEXTS[LEARN], LABELS[LEARN])
    found = expect.array(model.predict(TEXTS[HOLD_OUT]), (200,), what="the labels")
    expect.that(np.isin(found, (0, 1)).all(), "a label is neither 0 nor 1")
    return found == 1


def test_labels_every_review(candidate):
    called = predict_held_out(candidate)
    expect.that(called.any() and not called.all(), "all reviews get the same label")


def test_beats_calling_all_positive(candidate):
    called, truth = predict_held_out(candidate), np.array(LABELS[HOLD_OUT]) == 1
    f1 = 2 * (called & truth).sum() / (called.sum() + truth.sum())
    plain = 2 * truth.sum() / (len(truth) + truth.sum())
    expect.that(f1 > plain, f"F1 is {f1:.3f}; calling every review positive gives {plain:.3f}")
