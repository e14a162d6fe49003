"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

KEYS = ("precision", "recall", "f1")


def reviews(seed, rows, classes, share=0.6):
    """True classes, unevenly frequent, and guesses that are right about that often."""
    rng = np.random.default_rng(seed)
    y_true = np.minimum(rng.geometric(0.4, rows) - 1, classes - 1)
    return y_true, np.where(rng.random(rows) < share, y_true, rng.integers(0, classes, rows))


def expect_same_matrix(candidate, y_true, y_pred, because, labels=None):
    wanted = reference.confusion_matrix(y_true, y_pred, labels)
    found = expect.array(
        candidate.confusion_matrix(y_true, y_pred, labels), wanted.shape, kinds="iu", what="the matrix"
    )
    expect.equal(found, wanted, what="the matrix", because=because)


def expect_same_scores(candidate, y_true, y_pred, average, because, labels=None, keys=KEYS):
    wanted = reference.scores(y_true, y_pred, average, labels)
    found = expect.mapping(candidate.scores(y_true, y_pred, average, labels), KEYS, what="the scores")
    for key in keys:
        expect.close(found[key], wanted[key], rtol=1e-9, what=key, because=because)


def test_rows_are_true_classes(candidate):
    for seed, rows, classes in [(1, 60, 3), (2, 200, 7), (3, 1, 2), (4, 30, 2)]:
        expect_same_matrix(candidate, *reviews(seed, rows, classes), "Several classes, some of them rare.")
    y_true, y_pred = reviews(5, 2_000, 30)
    expect_same_matrix(candidate, y_true, y_pred, "Many reviews and thirty classes.")


def test_order_of_labels(candidate):
    y_true, y_pred = reviews(6, 40, 4)
    for labels in ([3, 1, 0, 2], [0, 1, 2, 3, 9], [-1, 3, 2, 1, 0]):
        expect_same_matrix(candidate, y_true, y_pred, "The labels decide the order.", labels)
        expect_same_scores(candidate, y_true, y_pred, "none", "The labels decide the order.", labels)
    expect_same_matrix(candidate, [5, 5, 9], [5, 2, 2], "Some classes are only predicted, or only true.")
    expect_same_matrix(candidate, [10, 9, 100], [9, 9, 9], "Numbers are sorted as numbers.")
    expect_same_matrix(candidate, [4, 4], [4, 4], "There is one class.")


def test_scores_of_each_class(candidate):
    for seed, rows, classes in [(7, 80, 3), (8, 300, 6), (9, 50, 2)]:
        expect_same_scores(candidate, *reviews(seed, rows, classes), "none", "The scores of each class by itself.")


def test_classes_without_predictions(candidate):
    for y_true, y_pred in [([0, 0, 1, 2], [0, 0, 0, 2]), ([0, 0, 0], [1, 1, 1]), ([1, 1], [0, 1])]:
        for average in ("none", "macro", "weighted", "micro"):
            because = "A class is never predicted, or never true."
            expect_same_scores(candidate, y_true, y_pred, average, because)
            expect_same_scores(candidate, y_true, y_pred, average, "A label does not occur.", [2, 1, 0, 7])


def test_macro_average(candidate):
    for seed, rows, classes in [(10, 100, 3), (11, 250, 6), (12, 40, 2)]:
        y_true, y_pred = reviews(seed, rows, classes)
        expect_same_scores(candidate, y_true, y_pred, "macro", "The plain mean.", keys=("precision", "recall"))
        expect_same_scores(candidate, y_true, y_pred, "macro", "The mean of the F1 of the classes.", keys=("f1",))
        because = "Labels that do not occur count as classes."
        expect_same_scores(candidate, y_true, y_pred, "macro", because, labels=[*range(classes), 90, 91])


def test_micro_average(candidate):
    for seed, rows, classes in [(13, 100, 3), (14, 250, 6), (15, 40, 2)]:
        expect_same_scores(candidate, *reviews(seed, rows, classes), "micro", "Counts are added up first.")


def test_weighted_average(candidate):
    for seed, rows, classes in [(16, 100, 3), (17, 250, 6), (18, 40, 2)]:
        y_true, y_pred = reviews(seed, rows, classes, share=0.4)
        expect_same_scores(candidate, y_true, y_pred, "weighted", "Classes weigh as much as they occur.")


def test_text_numbers_and_arguments(candidate):
    y_true, y_pred = reviews(19, 40, 3)
    names = np.array(["so", "bad", "very good"])
    for kind, why in [
        (lambda codes: names[codes].tolist(), "Classes are text in lists."),
        (lambda codes: names[codes], "Classes are text in arrays."),
        (lambda codes: codes - 5, "Classes are negative numbers."),
        (lambda codes: codes.astype(np.int8) * np.int8(60), "Classes are small whole numbers."),
        (lambda codes: (codes > 0).tolist(), "Classes are bools."),
        (lambda codes: codes * 10**12, "Classes are huge numbers."),
    ]:
        expect_same_matrix(candidate, kind(y_true), kind(y_pred), why)
        expect_same_scores(candidate, kind(y_true), kind(y_pred), "macro", why)
    labels = np.array([2, 0, 1])
    for name, arguments in [("confusion_matrix", (labels,)), ("scores", ("none", labels))]:
        after = getattr(candidate, name).with_arguments(y_true, y_pred, *arguments).arguments
        for array, expected in zip(after, (y_true, y_pred, *arguments), strict=True):
            expect.equal(array, expected, because="The arguments after the call.")


def test_refuses_impossible_input(candidate):
    y_true, y_pred = reviews(20, 10, 3)
    for true, called, labels, why in [
        (y_true, y_pred[:9], None, "a prediction is missing"),
        (y_true, y_pred[:1], None, "there is one prediction, which NumPy would broadcast"),
        (y_true[:, None], y_pred[:, None], None, "both are columns"),
        (y_true, y_pred[:, None], None, "y_pred is a column"),
        ([], [], None, "there are no reviews"),
        (y_true, y_pred, [0, 1, 2, 1], "a label occurs twice"),
        ([0, 1, 2], [0, 1, 1], [0, 1], "a true class is missing from the labels"),
        ([0, 1, 1], [0, 1, 2], [0, 1], "a predicted class is missing from the labels"),
        ([0, 1], [0, 1], [0, 1, 5, 5], "a label that does not occur is there twice"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.confusion_matrix(true, called, labels)
        with candidate.raises(ValueError, because=why):
            candidate.scores(true, called, "macro", labels)
    for average in ("mean", "", None):
        with candidate.raises(ValueError, because="there is no such average"):
            candidate.scores(y_true, y_pred, average)
    expect_same_matrix(candidate, y_true, y_pred, "An ordinary call.")
    expect_same_scores(candidate, y_true, y_pred, "weighted", "An ordinary call.")
