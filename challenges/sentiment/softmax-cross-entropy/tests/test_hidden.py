"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9


def drawn(seed, rows, classes, scale=2.0):
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, scale, (rows, classes)), rng.integers(0, classes, rows)


def expect_same_probabilities(candidate, logits, because):
    for name in ("softmax", "log_softmax"):
        found = getattr(candidate, name)(logits)
        expect.close(found, getattr(reference, name)(logits), rtol=RTOL, atol=1e-12, what=name, because=because)


def expect_same_loss(candidate, logits, labels, because, **options):
    found = expect.sequence(candidate.cross_entropy(logits, labels, **options), 2, what="the result")
    loss, gradient = reference.cross_entropy(logits, labels, **options)
    expect.close(found[0], loss, rtol=RTOL, what="the loss", because=because)
    expect.close(found[1], gradient, rtol=RTOL, atol=1e-12, what="the gradient", because=because)


def expect_slope(candidate, logits, labels, because, **options):
    """The gradient, summed along random directions, is the difference of the submission's own losses."""

    def loss(moved):
        return expect.number(expect.sequence(candidate.cross_entropy(moved, labels, **options), 2)[0], what="the loss")

    result = expect.sequence(candidate.cross_entropy(logits, labels, **options), 2, what="the result")
    gradient = expect.array(result[1], logits.shape, what="the gradient")
    for direction in np.random.default_rng(99).normal(size=(4, *logits.shape)):
        slope = (loss(logits + 1e-5 * direction) - loss(logits - 1e-5 * direction)) / 2e-5
        expect.close((gradient * direction).sum(), slope, rtol=1e-5, atol=1e-8, what="the slope", because=because)


def test_each_row_is_a_distribution(candidate):
    for seed, rows, classes in [(1, 30, 5), (2, 4, 9), (3, 1, 3), (4, 6, 1)]:
        expect_same_probabilities(candidate, drawn(seed, rows, classes)[0], "Tables of ordinary logits.")


def test_loss_is_a_mean_over_rows(candidate):
    for seed, rows, classes in [(5, 40, 3), (6, 1, 4), (7, 7, 2)]:
        logits, labels = drawn(seed, rows, classes)
        found = expect.sequence(candidate.cross_entropy(logits, labels), 2, what="the result")
        wanted = reference.cross_entropy(logits, labels)[0]
        expect.close(found[0], wanted, rtol=RTOL, what="the loss", because="A mean over rows with ordinary logits.")


def test_gradient_is_the_slope_of_the_loss(candidate):
    for seed, rows, classes in [(8, 6, 4), (9, 1, 3), (10, 20, 2)]:
        logits, labels = drawn(seed, rows, classes)
        expect_slope(candidate, logits, labels, "A small step along the gradient changes the loss as it says.")
        expect_same_loss(candidate, logits, labels, "The gradient of a mean over rows.")


def test_label_smoothing(candidate):
    for seed, classes, smoothing in [(11, 4, 0.1), (12, 2, 0.5), (13, 7, 0.9)]:
        logits, labels = drawn(seed, 12, classes)
        expect_same_loss(candidate, logits, labels, "The target is smoothed.", smoothing=smoothing)
        expect_slope(candidate, logits, labels, "The target is smoothed: the gradient too.", smoothing=smoothing)


def test_ignored_rows(candidate):
    logits, labels = drawn(14, 12, 4)
    labels[[1, 2, 7]] = -100
    expect_same_loss(candidate, logits, labels, "Some rows are ignored.")
    expect_same_loss(candidate, logits, labels, "Some rows are ignored, and targets smoothed.", smoothing=0.2)
    labels[labels == -100] = -1
    expect_same_loss(candidate, logits, labels, "The mark of ignored rows is another number.", ignore=-1)
    expect_same_loss(candidate, logits[:2], [-7, -7], "All rows are ignored.", ignore=-7)


def test_large_logits(candidate):
    logits, labels = drawn(15, 20, 5, scale=3e4)
    expect_same_probabilities(candidate, logits, "Logits of either sign that are tens of thousands large.")
    expect_same_loss(candidate, logits, labels, "Logits of either sign that are tens of thousands large.")
    expect_same_loss(candidate, logits, labels, "Large logits and smoothing.", smoothing=0.1)
    shifted = drawn(16, 6, 4)[0] + np.array([[-1e5], [-900.0], [0.0], [50.0], [900.0], [1e5]])
    expect_same_probabilities(candidate, shifted, "Rows that differ by thousands from each other.")
    steep = [[0.0, 40.0, 800.0]]
    expect_same_probabilities(candidate, steep, "Probabilities too small for a float have a logarithm all the same.")
    expect_same_loss(candidate, steep, [0], "The true class has a probability that rounds to 0.")
    expect_same_loss(candidate, steep, [1], "The true class has a very small probability.")


def test_masked_classes(candidate):
    logits = drawn(17, 8, 5)[0]
    logits[np.random.default_rng(18).random(logits.shape) < 0.4] = -np.inf
    logits[:, 2] = 1.5
    expect_same_probabilities(candidate, logits, "Some logits are minus infinity.")
    expect.equal(
        np.asarray(expect.array(candidate.softmax(logits), logits.shape)) == 0,
        np.isneginf(logits),
        because="A logit of minus infinity means a probability of exactly 0.",
    )


def test_small_dtypes_and_lists(candidate):
    rng = np.random.default_rng(19)
    labels = rng.integers(0, 4, 6)
    for dtype in (np.float32, np.float16, np.uint8, np.int8):
        logits = rng.normal(40.0, 12.0, (6, 4)).astype(dtype)
        expect_same_probabilities(candidate, logits, "Logits of a small dtype.")
        expect_same_loss(candidate, logits, labels.astype(np.uint8), "Logits and labels of a small dtype.")
    whole = [[1, 2, 3], [3, 1, 1]]
    expect_same_probabilities(candidate, whole, "Logits are lists of whole numbers.")
    expect_same_loss(candidate, whole, [2, 0], "Logits and labels are lists.", smoothing=0.1)


def test_leaves_inputs_unchanged(candidate):
    logits, labels = drawn(20, 9, 4)
    labels[3] = -100
    for name in ("softmax", "log_softmax"):
        called = getattr(candidate, name).with_arguments(logits)
        expect.equal(called.arguments[0], logits, because="The logits after the call.")
    called = candidate.cross_entropy.with_arguments(logits, labels)
    expect.equal(called.arguments[0], logits, because="The logits after the call.")
    expect.equal(called.arguments[1], labels, because="The labels after the call.")
    expect_same_loss(candidate, logits, labels, "An ordinary call.")


def test_refuses_impossible_input(candidate):
    logits, labels = drawn(21, 5, 3)
    broken, endless, masked = logits.copy(), logits.copy(), logits.copy()
    broken[1, 1], endless[2, 0], masked[3] = np.nan, np.inf, -np.inf
    for bad, why in [
        (logits[0], "logits has one dimension"),
        (logits[None], "logits has three dimensions"),
        (logits[:0], "there are no rows"),
        (logits[:, :0], "there are no classes"),
        (broken, "a logit is NaN"),
        (endless, "a logit is +∞"),
        (masked, "all logits of a row are minus infinity"),
    ]:
        for function in (candidate.softmax, candidate.log_softmax):
            with candidate.raises(ValueError, because=why):
                function(bad)
        with candidate.raises(ValueError, because=why):
            candidate.cross_entropy(bad, labels)
    part = logits.copy()
    part[0, 0] = -np.inf
    for rows, marks, options, why in [
        (logits, labels[:4], {}, "a label is missing"),
        (logits, labels[:1], {}, "there is one label, though NumPy would broadcast it"),
        (logits, labels[:, None], {}, "labels is a column"),
        (logits, labels + 0.5, {}, "labels are no whole numbers"),
        (logits, [0, 1, 2, 3, 0], {}, "a label is not a class"),
        (logits, [0, 1, 2, -1, 0], {}, "a label is negative and not the mark of ignored rows"),
        (logits, [0, 1, -100, 2, 0], {"ignore": -1}, "a label is -100 where another number marks ignored rows"),
        (logits, labels, {"smoothing": 1.0}, "smoothing is 1"),
        (logits, labels, {"smoothing": -0.1}, "smoothing is negative"),
        (part, labels, {}, "a logit is minus infinity where a loss is asked for"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.cross_entropy(rows, marks, **options)
    expect_same_loss(candidate, logits, labels, "An ordinary call.")
    expect_same_probabilities(candidate, logits, "An ordinary call.")
