"""The checks that a candidate can read and run."""

from prep.grading import expect

TRUE = ["good", "good", "bad", "mixed", "bad", "good"]
CALLED = ["good", "bad", "bad", "good", "bad", "good"]


def test_matrix_of_six_reviews(candidate):
    expect.equal(candidate.confusion_matrix(TRUE, CALLED), [[2, 0, 0], [1, 2, 0], [0, 1, 0]], what="the matrix")


def test_scores_of_six_reviews(candidate):
    found = expect.mapping(candidate.scores(TRUE, CALLED, "none"), ["precision", "recall", "f1"])
    expect.close(found["precision"], [2 / 3, 2 / 3, 0.0], what="precision")
    expect.close(found["recall"], [1.0, 2 / 3, 0.0], what="recall")
    found = expect.mapping(candidate.scores(TRUE, CALLED, "macro"), ["precision", "recall", "f1"])
    expect.close(found["f1"], (4 / 5 + 2 / 3) / 3, what="the macro F1")
