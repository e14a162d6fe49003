"""The checks that a candidate can read and run."""

from prep.grading import expect

IS = [1, 1, 1, 1, 0, 0, 0, 0]
CALLED = [1, 1, 1, 0, 1, 0, 1, 0]


def test_precision_of_eight_reviews(candidate):
    expect.close(candidate.precision(IS, CALLED), 3 / 5, rtol=1e-9, what="precision")
    expect.close(candidate.precision(IS, CALLED, positive=0), 2 / 3, rtol=1e-9, what="precision of label 0")


def test_recall_of_eight_reviews(candidate):
    expect.close(candidate.recall(IS, CALLED), 3 / 4, rtol=1e-9, what="recall")
    expect.close(candidate.recall(IS, CALLED, positive=0), 1 / 2, rtol=1e-9, what="recall of label 0")


def test_f1_of_eight_reviews(candidate):
    expect.close(candidate.f1(IS, CALLED), 2 / 3, rtol=1e-9, what="f1")


def test_macro_f1_of_eight_reviews(candidate):
    expect.close(candidate.macro_f1(IS, CALLED), (2 / 3 + 4 / 7) / 2, rtol=1e-9, what="macro_f1")
