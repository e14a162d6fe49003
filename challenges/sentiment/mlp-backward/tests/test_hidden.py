"""The checks that decide."""

from itertools import pairwise

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-7


def network(seed, *widths):
    """Layers between these widths, from the features to the classes."""
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(i, o)), rng.normal(size=o)) for i, o in pairwise(widths)]


def rows(seed, count, features, classes):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, features)), rng.integers(0, classes, count)


CASES = [  # layers, rows and labels
    (network(1, 4, 3), *rows(2, 9, 4, 3)),
    (network(3, 3, 5, 2), *rows(4, 7, 3, 2)),
    (network(5, 2, 6, 5, 4), *rows(6, 11, 2, 4)),
    (network(7, 3, 4, 4, 4, 3), *rows(8, 1, 3, 3)),
]


def expect_same(found, wanted, because, rtol=RTOL, atol=1e-10):
    found = expect.sequence(found, len(wanted), what="the gradients")
    for pair, arrays in zip(found, wanted, strict=True):
        for array, expected in zip(expect.sequence(pair, 2, what="a layer's gradients"), arrays, strict=True):
            expect.close(array, expected, rtol=rtol, atol=atol, what="a gradient", because=because)


def expect_same_gradients(candidate, layers, X, labels, because, **options):
    wanted = reference.gradients(layers, X, labels, **options)
    expect_same(candidate.gradients(layers, X, labels, **options), wanted, because)


def expect_same_loss(candidate, layers, X, labels, because, **options):
    wanted = reference.loss(layers, X, labels, **options)
    expect.close(candidate.loss(layers, X, labels, **options), wanted, rtol=RTOL, what="the loss", because=because)


def test_scores_of_any_depth(candidate):
    for layers, X, _ in CASES:
        scores = reference.forward(layers, X)
        expect.close(candidate.forward(layers, X), scores, rtol=RTOL, because="Networks of one to four layers.")


def test_loss_with_a_penalty(candidate):
    for layers, X, labels in CASES:
        expect_same_loss(candidate, layers, X, labels, "The loss without a penalty.")
        expect_same_loss(candidate, layers, X, labels, "The loss with a penalty.", alpha=0.3)
    layers, X, labels = CASES[0]
    expect_same_loss(candidate, layers, 3e3 * X, labels, "The scores are thousands large.")


def test_gradients_of_one_layer(candidate):
    layers, X, labels = CASES[0]
    expect_same_gradients(candidate, layers, X, labels, "A single layer.")
    expect_same_gradients(candidate, layers, X, labels, "A single layer with a penalty.", alpha=0.7)
    expect_same_gradients(candidate, layers, 3e3 * X, labels, "The scores are thousands large.")


def test_gradients_of_hidden_layers(candidate):
    for layers, X, labels in CASES[1:]:
        expect_same_gradients(candidate, layers, X, labels, "Hidden layers.")
        expect_same_gradients(candidate, layers, X, labels, "Hidden layers with a penalty.", alpha=0.2)


def test_gradients_are_slopes_of_the_loss(candidate):
    rng = np.random.default_rng(9)
    for layers, X, labels in CASES:
        pairs = expect.sequence(candidate.gradients(layers, X, labels, alpha=0.1), len(layers), what="the gradients")
        moves = [tuple(1e-5 * rng.normal(size=array.shape) for array in layer) for layer in layers]
        expected = 0.0
        for pair, move in zip(pairs, moves, strict=True):
            for array, step in zip(expect.sequence(pair, 2, what="a layer's gradients"), move, strict=True):
                expected += 2 * (expect.array(array, step.shape, what="a gradient") * step).sum()
        ends = [
            expect.number(candidate.loss(_moved(layers, moves, sign), X, labels, alpha=0.1), what="the loss")
            for sign in (1, -1)
        ]
        expect.close(
            ends[0] - ends[1],
            expected,
            rtol=1e-4,
            atol=1e-10,
            because="A small step of all parameters changes the loss as the gradients say.",
        )


def _moved(layers, moves, sign):
    return [
        tuple(array + sign * step for array, step in zip(layer, move, strict=True))
        for layer, move in zip(layers, moves, strict=True)
    ]


def test_units_at_zero(candidate):
    layers = [(np.array([[1.0, -2.0], [1.0, 0.5]]), np.zeros(2)), (np.array([[1.0, 2.0], [-3.0, 1.0]]), np.zeros(2))]
    for X in ([[0.0, 0.0]], [[1.0, -1.0], [1.0, 4.0]]):
        labels = [1] * len(X)
        expect_same_gradients(candidate, layers, X, labels, "What arrives at a ReLU is exactly 0.")


def test_differences_of_any_function(candidate):
    for layers, X, labels in CASES[:2]:
        wanted = reference.gradients(layers, X, labels, alpha=0.4)
        found = candidate.finite_differences(layers, X, labels, alpha=0.4)
        expect_same(found, wanted, "Differences with the step of the default.", rtol=1e-4, atol=1e-7)
    layers, X, labels = CASES[0]
    for h in (0.5, 2.0):
        found = candidate.finite_differences(layers, X, labels, h=h)
        wanted = reference.finite_differences(layers, X, labels, h=h)
        expect_same(found, wanted, "The step is so long that the differences are not slopes.", rtol=1e-6)
    flat = [(np.zeros((1, 2)), np.array([0.3, 0.1]))]
    wanted = reference.finite_differences(flat, [[3e4]], [0])
    expect_same(candidate.finite_differences(flat, [[3e4]], [0]), wanted, "The default of h shows where J bends much.")


def test_relative_error(candidate):
    rng = np.random.default_rng(10)
    for widths in [(3, 2), (2, 4, 3)]:
        a = network(11, *widths)
        b = [tuple(array + 1e-3 * rng.normal(size=array.shape) for array in layer) for layer in a]
        for other in (b, network(12, *widths)):
            wanted = reference.relative_error(a, other)
            expect.close(candidate.relative_error(a, other), wanted, rtol=RTOL, because="Lists that differ.")
    none = [(np.zeros((2, 1)), np.zeros(1))]
    expect.close(candidate.relative_error(none, none), 0.0, because="Both lists are all zeros.")
    expect.close(candidate.relative_error(none, [([[3.0], [4.0]], [0.0])]), 1.0, because="One list is all zeros.")
    small = [(np.array([[3e-5], [0.0]], dtype=np.float32), np.array([1e-6], dtype=np.float32))]
    other = [([[3], [0]], [4])]
    for a, b in [(small, other), (other, small), (other, [([[1], [1]], [1])])]:
        expect.close(candidate.relative_error(a, b), reference.relative_error(a, b), rtol=1e-9, because="Small dtypes.")
    tiny = [(np.array([[200], [0]], dtype=np.uint8), np.array([7], dtype=np.uint8))]
    more = [(np.array([[201], [9]], dtype=np.uint8), np.array([5], dtype=np.uint8))]
    expect.close(candidate.relative_error(tiny, more), reference.relative_error(tiny, more), because="Small dtypes.")


def test_leaves_inputs_unchanged(candidate):
    layers, X, labels = CASES[1]
    for name in ("loss", "gradients", "finite_differences"):
        called = getattr(candidate, name).with_arguments(layers, X, labels, 0.1)
        after = expect.sequence(called.arguments[0], 2, what="the layers after the call")
        for layer, before in zip(after, layers, strict=True):
            for array, expected in zip(layer, before, strict=True):
                expect.equal(array, expected, because="The parameters after the call, to the last bit.")
        expect.equal(called.arguments[1], X, because="The rows after the call.")
        expect.equal(called.arguments[2], labels, because="The labels after the call.")
    expect.equal(candidate.forward.with_arguments(layers, X).arguments[1], X, because="The rows after the call.")
    expect_same_gradients(candidate, layers, X, labels, "An ordinary call.")


def test_small_dtypes_and_lists(candidate):
    layers, X, labels = CASES[1]
    single = [tuple(array.astype(np.float32) for array in layer) for layer in layers]
    expect_same_gradients(candidate, single, X.astype(np.float32), labels.astype(np.uint8), "Single precision.")
    expect_same_loss(candidate, single, X.astype(np.float32), labels.astype(np.uint8), "Single precision.", alpha=0.1)
    whole = [(np.array([[1, 200], [90, -3]]).astype(np.int16), np.array([-1, 2], dtype=np.int16))]
    rows_of_bytes = np.array([[200, 3], [1, 250]], dtype=np.uint8)
    expect_same_loss(candidate, whole, rows_of_bytes, [0, 1], "Small whole numbers.", alpha=0.01)
    expect_same_gradients(candidate, whole, rows_of_bytes, [0, 1], "Small whole numbers.", alpha=0.01)
    lists = [([[1, 0], [2, -1]], [0, 0])]
    expect_same_gradients(candidate, lists, [[1, 2], [0, 1]], [1, 0], "Lists of whole numbers.")
    found = candidate.finite_differences(lists, [[1, 2], [0, 1]], [1, 0])
    expect_same(found, reference.gradients(lists, [[1, 2], [0, 1]], [1, 0]), "Lists of whole numbers.", 1e-4, 1e-7)


def test_refuses_impossible_input(candidate):
    layers, X, labels = CASES[1]
    (first, first_bias), (second, second_bias) = layers
    for bad, table, why in [
        ([], X, "there are no layers"),
        ([(first[:, :4], first_bias), layers[1]], X, "a layer has more biases than outputs"),
        ([(first, first_bias[:1]), layers[1]], X, "a layer has one bias, which NumPy would broadcast"),
        ([(first, first_bias[None]), layers[1]], X, "biases are a table"),
        ([(first[0], first_bias), layers[1]], X, "weights have one dimension"),
        ([layers[0], (second[:3], second_bias)], X, "a layer takes fewer inputs than the one before puts out"),
        (layers, X[:, :2], "a feature is missing"),
        (layers, X[0], "X has one dimension"),
        (layers, X[:0], "there are no rows"),
        (layers, X[None], "X has three dimensions"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.forward(bad, table)
        for function in (candidate.loss, candidate.gradients, candidate.finite_differences):
            with candidate.raises(ValueError, because=why):
                function(bad, table, labels)
    for marks, alpha, why in [
        (labels[:-1], 0.0, "a label is missing"),
        (labels[:1], 0.0, "there is one label, which NumPy would broadcast"),
        (labels + 0.5, 0.0, "labels are no whole numbers"),
        ([0, 1, 2, 1, 0, 1, 0], 0.0, "a label is not a class"),
        ([0, 1, -1, 1, 0, 1, 0], 0.0, "a label is negative"),
        (labels, -0.1, "alpha is negative"),
    ]:
        for function in (candidate.loss, candidate.gradients, candidate.finite_differences):
            with candidate.raises(ValueError, because=why):
                function(layers, X, marks, alpha)
    expect_same_loss(candidate, layers, X, labels, "An ordinary call.")
    expect_same_gradients(candidate, layers, X, labels, "An ordinary call.")
    found = candidate.finite_differences(layers, X, labels)
    expect_same(found, reference.gradients(layers, X, labels), "An ordinary call.", rtol=1e-4, atol=1e-7)
    expect.close(candidate.forward(layers, X), reference.forward(layers, X), because="An ordinary call.")
