"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9
PARTS = ("the gradient by the images", "the gradient by the kernels", "the gradient by the bias")


def layer(seed, n=2, c=3, h=6, w=7, o=4, kh=3, kw=2):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, c, h, w)), rng.normal(size=(o, c, kh, kw)), rng.normal(size=o)


def expect_same_layer(candidate, images, kernels, bias, because, **options):
    wanted = reference.conv2d(images, kernels, bias, **options)
    expect.close(candidate.conv2d(images, kernels, bias, **options), wanted, rtol=RTOL, because=because)


def expect_same_gradients(candidate, images, kernels, parts, because, seed=50, **options):
    """Of the given parts, for a gradient that is drawn from a seed."""
    shape = reference.conv2d(images, kernels, np.zeros(len(kernels)), **options).shape
    gradient = np.random.default_rng(seed).normal(size=shape)
    wanted = reference.conv2d_backward(gradient, images, kernels, **options)
    found = expect.sequence(candidate.conv2d_backward(gradient, images, kernels, **options), 3, what="the gradients")
    for part in parts:
        expect.close(found[part], wanted[part], rtol=RTOL, what=PARTS[part], because=because)


OPTIONS = [{}, {"padding": 1}, {"stride": 2}, {"stride": 2, "padding": 1}, {"stride": 3, "padding": 2}]


def test_columns_of_any_window(candidate):
    images, *_ = layer(1)
    for kh, kw in [(3, 2), (1, 1), (6, 7), (2, 5)]:
        expect.close(candidate.im2col(images, kh, kw), reference.im2col(images, kh, kw), because="Several channels.")
    for options in OPTIONS[1:]:
        found = candidate.im2col(images, 3, 3, **options)
        expect.close(found, reference.im2col(images, 3, 3, **options), because="Windows with stride and padding.")


def test_layer_without_padding(candidate):
    for seed, sizes in [(2, {}), (3, {"n": 1, "c": 1, "o": 1}), (4, {"kh": 1, "kw": 1}), (5, {"kh": 6, "kw": 7})]:
        expect_same_layer(candidate, *layer(seed, **sizes), "Layers without padding, of stride 1.")
    expect_same_layer(candidate, *layer(6, n=16, h=32, w=32, o=8, kw=3), "The largest layer.")


def test_stride_and_padding(candidate):
    for seed, options in enumerate(OPTIONS[1:], 7):
        expect_same_layer(candidate, *layer(seed), "Layers with stride and padding.", **options)
    expect_same_layer(candidate, *layer(11, h=2, w=2, kh=5, kw=4), "Only padding makes a window fit.", padding=2)


def test_gradient_by_the_kernels(candidate):
    for seed, options in enumerate(OPTIONS, 12):
        images, kernels, _ = layer(seed)
        expect_same_gradients(candidate, images, kernels, [1], "Several images and channels.", seed, **options)


def test_gradient_by_the_bias(candidate):
    for seed, options in enumerate(OPTIONS, 17):
        images, kernels, _ = layer(seed)
        expect_same_gradients(candidate, images, kernels, [2], "Several images and places.", seed, **options)


def test_gradient_by_the_images(candidate):
    for seed, sizes, options in [
        (22, {}, {}),
        (23, {}, {"padding": 1}),
        (24, {"h": 7, "w": 8}, {"stride": 2}),
        (25, {"h": 5, "w": 6}, {"stride": 2, "padding": 1}),
        (26, {"h": 6, "w": 3}, {"padding": 2}),
        (27, {"n": 16, "h": 32, "w": 32, "o": 8, "kw": 3}, {"padding": 1}),
    ]:
        images, kernels, _ = layer(seed, **sizes)
        expect_same_gradients(candidate, images, kernels, [0], "Windows overlap, with and without padding.", **options)


def test_pixels_that_no_window_meets(candidate):
    for seed, stride in [(28, 2), (29, 3), (30, 4)]:
        images, kernels, _ = layer(seed, h=9, w=9, kh=2, kw=2)
        expect_same_gradients(candidate, images, kernels, [0], "The stride leaves rows over.", stride=stride)


def test_small_dtypes_and_lists(candidate):
    rng = np.random.default_rng(31)
    for dtype in (np.uint8, np.int8, np.float32, np.float16):
        images = rng.integers(0, 120, (2, 2, 4, 4)).astype(dtype)
        kernels = rng.integers(0, 90, (3, 2, 2, 2)).astype(dtype)
        bias = rng.integers(0, 90, 3).astype(dtype)
        expect_same_layer(candidate, images, kernels, bias, "Numbers of a small dtype.")
        gradient = rng.integers(0, 100, (2, 3, 3, 3)).astype(dtype)
        found = expect.sequence(candidate.conv2d_backward(gradient, images, kernels), 3, what="the gradients")
        for part, wanted in enumerate(reference.conv2d_backward(gradient, images, kernels)):
            expect.close(found[part], wanted, rtol=RTOL, what=PARTS[part], because="Gradients of a small dtype.")
    arrays = [rng.integers(-5, 5, shape) for shape in [(1, 2, 3, 3), (2, 2, 2, 2), (2,)]]
    expect_same_layer(candidate, *[array.tolist() for array in arrays], "Lists of whole numbers.")
    called = candidate.conv2d.with_arguments(*[array.astype(float) for array in arrays], padding=1)
    for given, array in zip(called.arguments[:3], arrays, strict=True):
        expect.close(given, array, because="The arguments after the call.")


def test_refuses_impossible_input(candidate):
    images, kernels, bias = layer(32, n=2, c=2, h=4, w=4, o=3, kh=2, kw=2)
    for rows, weights, offsets, options, why in [
        (images[0], kernels, bias, {}, "images has three dimensions"),
        (images, kernels[0], bias, {}, "kernels has three dimensions"),
        (images[:0], kernels, bias, {}, "there are no images"),
        (images, kernels[:0], bias[:0], {}, "there are no kernels"),
        (images[:, :1], kernels, bias, {}, "the images have fewer channels than the kernels"),
        (images, kernels, bias[:1], {}, "there is one bias, though NumPy would broadcast it"),
        (images, kernels, bias[:, None], {}, "bias is a column"),
        (images, kernels, bias, {"stride": 0}, "the stride is 0"),
        (images, kernels, bias, {"padding": -1}, "padding is negative"),
        (images[:, :, :1], kernels, bias, {}, "the image is lower than the window"),
        (images[..., :1], kernels, bias, {}, "the image is narrower than the window"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.conv2d(rows, weights, offsets, **options)
    for size, stride, kernel in [((2, 2), 2, (3, 3)), ((4, 2), 3, (2, 3)), ((2, 4), 3, (3, 2)), ((2, 2), 5, (3, 1))]:
        with candidate.raises(ValueError, because="no window fits, though the stride is longer than what is missing"):
            candidate.conv2d(np.ones((1, 1, *size)), np.ones((1, 1, *kernel)), [0.0], stride=stride)
    for kh, kw, why in [(0, 2, "a window has no height"), (2, 0, "a window has no width"), (5, 1, "no window fits")]:
        with candidate.raises(ValueError, because=why):
            candidate.im2col(images, kh, kw)
    for shape in [(2, 3, 3, 1), (2, 1, 3, 3), (1, 3, 3, 3), (2, 27)]:
        with candidate.raises(ValueError, because="the gradient has another shape than the output"):
            candidate.conv2d_backward(np.ones(shape), images, kernels)
    found = candidate.conv2d(np.ones((1, 1, 1, 1)), np.full((1, 1, 1, 1), 3.0), [2.0])
    expect.close(found, [[[[5.0]]]], because="An ordinary call.")
