"""The checks that decide."""

import numpy as np

import reference
from prep.grading import aliases, expect

RTOL = 1e-8
ROWS, IMAGES = (6, 3), (4, 3, 5, 2)


def two_layers(candidate, seed, channels=3, **options):
    """The submission's layer and the reference's, with the same settings."""
    rng = np.random.default_rng(seed)
    gamma, beta = rng.normal(1.0, 0.5, channels), rng.normal(size=channels)
    return candidate.BatchNorm(gamma, beta, **options), reference.BatchNorm(gamma, beta, **options)


def batch(seed, shape):
    rng = np.random.default_rng(seed)
    scale = rng.uniform(0.5, 3.0, (shape[1], *[1] * (len(shape) - 2)))
    return scale * (rng.normal(size=shape) + rng.normal(0.0, 2.0, scale.shape))


def expect_same_output(layer, wanted, X, training, because):
    found = layer.forward(X, training)
    expect.close(found, wanted.forward(X, training), rtol=RTOL, what="the output", because=because)


def expect_same_gradient(layer, wanted, shape, seed, part, because):
    gradient = np.random.default_rng(seed).normal(size=shape)
    found = expect.sequence(layer.backward(gradient), 3, what="the gradients")
    expected = wanted.backward(gradient)
    what = ("the gradient by X", "the gradient by gamma", "the gradient by beta")[part]
    expect.close(found[part], expected[part], rtol=RTOL, atol=1e-11, what=what, because=because)


def test_batches_of_rows(candidate):
    for seed, shape, options in [(1, ROWS, {}), (2, (40, 3), {"eps": 0.5}), (3, (2, 3), {"momentum": 0.9})]:
        layer, wanted = two_layers(candidate, seed, **options)
        for step in range(3):
            X = batch(10 * seed + step, shape)
            expect_same_output(layer, wanted, X, True, "Several batches of rows in training.")
    far = batch(8, ROWS) + 1e5
    expect_same_output(*two_layers(candidate, 8), far, True, "Numbers that lie far from zero.")


def test_images_by_channel(candidate):
    for seed, shape in [(4, IMAGES), (5, (1, 3, 4, 4)), (6, (2, 3, 1, 1)), (7, (3, 3, 3, 3))]:
        expect_same_output(*two_layers(candidate, seed), batch(seed, shape), True, "A batch of images in training.")


def test_running_statistics(candidate):
    for seed, options in [(8, {}), (9, {"momentum": 0.5}), (10, {"momentum": 1.0}), (11, {"momentum": 0.0})]:
        layer, wanted = two_layers(candidate, seed, **options)
        for step, shape in enumerate([ROWS, IMAGES, (2, 3)]):
            X = batch(20 * seed + step, shape)
            layer.forward(X, True)
            wanted.forward(X, True)
            for name in ("running_mean", "running_var"):
                expected = getattr(wanted, name)
                expect.close(layer.get(name), expected, rtol=RTOL, what=name, because="After several batches.")


def test_serving_uses_running_statistics(candidate):
    layer, wanted = two_layers(candidate, 12, momentum=0.3)
    expect_same_output(layer, wanted, batch(13, ROWS), False, "Service before any training.")
    for step in range(3):
        for one in (layer, wanted):
            one.forward(batch(14 + step, ROWS), True)
    for shape in [ROWS, IMAGES, (1, 3), (1, 3, 1, 1)]:
        X = batch(17, shape)
        expect_same_output(layer, wanted, X, False, "Service after training; a batch may be one row.")
    for name in ("running_mean", "running_var"):
        expect.close(layer.get(name), getattr(wanted, name), rtol=RTOL, what=name, because="Service teaches nothing.")


def test_gradients_of_scale_and_shift(candidate):
    for seed, shape, training in [(18, ROWS, True), (19, IMAGES, True), (20, IMAGES, False), (21, ROWS, False)]:
        layer, wanted = two_layers(candidate, seed, momentum=0.4)
        for one in (layer, wanted):
            one.forward(batch(seed, shape), True)
            one.forward(batch(seed + 100, shape), training)
        for part in (1, 2):
            expect_same_gradient(layer, wanted, shape, seed, part, "The gradients by gamma and beta.")


def test_gradient_through_the_statistics(candidate):
    for seed, shape, options in [(22, ROWS, {}), (23, IMAGES, {}), (24, (2, 3), {"eps": 0.3}), (25, (1, 3, 2, 2), {})]:
        layer, wanted = two_layers(candidate, seed, **options)
        for one in (layer, wanted):
            one.forward(batch(seed, shape), True)
        expect_same_gradient(layer, wanted, shape, seed, 0, "The gradient by X after a training pass.")


def test_gradient_in_service(candidate):
    for seed, shape in [(26, ROWS), (27, IMAGES)]:
        layer, wanted = two_layers(candidate, seed, momentum=0.6)
        for one in (layer, wanted):
            one.forward(batch(seed, shape), True)
            one.forward(batch(seed + 50, shape), False)
        expect_same_gradient(layer, wanted, shape, seed, 0, "The gradient by X after a service pass.")


def test_refused_batches_change_nothing(candidate):
    for gamma, beta, options, why in [
        ([], [], {}, "there are no channels"),
        ([1.0, 2.0], [0.0], {}, "gamma and beta differ in length"),
        ([[1.0, 2.0]], [[0.0, 0.0]], {}, "gamma and beta are tables"),
        ([1.0], [0.0], {"momentum": -0.1}, "momentum is negative"),
        ([1.0], [0.0], {"momentum": 1.1}, "momentum is above 1"),
        ([1.0], [0.0], {"eps": 0.0}, "eps is 0"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.BatchNorm(gamma, beta, **options)
    layer, wanted = two_layers(candidate, 28)
    with candidate.raises(ValueError, because="there was no forward pass"):
        layer.backward(np.ones(ROWS))
    expect_same_output(layer, wanted, batch(29, ROWS), True, "An ordinary batch.")
    for X, training, why in [
        (np.ones(3), True, "X is one row without a table"),
        (np.ones((2, 3, 4)), True, "X has three dimensions"),
        (np.ones((4, 1)), True, "there is one channel, though NumPy would broadcast it"),
        (np.ones((4, 4, 2, 3)), True, "the channel is in the last place"),
        (np.ones((0, 3)), False, "there are no rows"),
        (np.ones((2, 3, 0, 4)), True, "the images have no pixels"),
        (np.ones((1, 3)), True, "one number a channel has no variance"),
        (np.ones((1, 3, 1, 1)), True, "one pixel a channel has no variance"),
    ]:
        with candidate.raises(ValueError, because=why):
            layer.forward(X, training)
    with candidate.raises(ValueError, because="the gradient has one row, though NumPy would broadcast it"):
        layer.backward(np.ones((1, 3)))
    expect_same_gradient(layer, wanted, ROWS, 30, 0, "The pass before the refused ones is still the last.")
    expect_same_output(layer, wanted, batch(31, ROWS), False, "Refused batches leave the statistics alone.")


def test_small_dtypes_and_lists(candidate):
    for dtype in (np.uint8, np.int8, np.float16):
        numbers = np.random.default_rng(32).integers(0, 120, (9, 2)).astype(dtype)
        gamma, beta = np.array([100, 3]).astype(dtype), np.array([7, 90]).astype(dtype)
        layer, wanted = candidate.BatchNorm(gamma, beta), reference.BatchNorm(gamma, beta)
        expect_same_output(layer, wanted, numbers, True, "Numbers of a small dtype.")
        found = expect.sequence(layer.backward(numbers), 3, what="the gradients")
        for one, expected in zip(found, wanted.backward(numbers), strict=True):
            expect.close(one, expected, rtol=RTOL, atol=1e-9, because="A gradient of a small dtype.")
        expect_same_output(layer, wanted, numbers.tolist(), False, "Lists of whole numbers.")
    X = batch(33, ROWS)
    called = candidate.BatchNorm([1.0, 2.0, 3.0], [0.0, 0.0, 1.0]).forward.with_arguments(X, True)
    expect.equal(called.arguments[0], X, because="The batch after the call.")
    spoiler = aliases.spoiler(candidate)
    gamma, beta = np.array([0.5, 2.0, -1.0]), np.array([0.0, 1.0, 3.0])
    layer, wanted = spoiler.make("BatchNorm", [gamma, beta]), reference.BatchNorm(gamma, beta)
    because = "The caller goes on to use the arrays that the layer was given."
    expect.close(spoiler.call(layer, "forward", [X, True]), wanted.forward(X, True), rtol=RTOL, because=because)
    found = expect.sequence(layer.backward(batch(34, ROWS)), 3, what="the gradients")
    for one, expected in zip(found, wanted.backward(batch(34, ROWS)), strict=True):
        expect.close(one, expected, rtol=RTOL, atol=1e-11, because=because)
