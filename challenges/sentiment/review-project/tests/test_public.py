"""The checks that a candidate can read and run, on a part of the reviews to learn from."""

import numpy as np

from prep.grading import expect, given, project

TRAIN = given.table(__file__, "train.csv")
LEARN, HOLD_OUT = TRAIN[:900], TRAIN[900:1100]
TRUTH = HOLD_OUT["positive"].to_numpy() == 1


def labels_by(candidate):
    tables = {"train.csv": LEARN, "test.csv": HOLD_OUT.drop(columns="positive")}
    found = project.predictions(candidate, tables, ids=HOLD_OUT["id"], column="positive")
    expect.that(np.isin(found, (0, 1)).all(), "a label is neither 0 nor 1")
    return found == 1


def test_labels_every_review(candidate):
    called = labels_by(candidate)
    expect.that(called.any(), "no review is called positive")


def test_beats_calling_all_positive(candidate):
    called = labels_by(candidate)
    f1 = 2 * (called & TRUTH).sum() / max(called.sum() + TRUTH.sum(), 1)
    plain = 2 * TRUTH.sum() / (len(TRUTH) + TRUTH.sum())
    expect.that(f1 > plain, f"F1 is {f1:.3f}; calling every review positive gives {plain:.3f}")
