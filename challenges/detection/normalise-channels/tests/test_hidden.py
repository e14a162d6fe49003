"""The checks that decide."""

import numpy as np

from prep.grading import expect

MEANS, SPREADS = [110.25, 20.5, 64.0], [50.0, 3.0, 12.5]


def expect_normalised(candidate, images, first, because):
    axis = 1 if first else 3
    moved = np.moveaxis(np.asarray(images, dtype=float), axis, 0)
    parts = [(part - mean) / spread for part, mean, spread in zip(moved, MEANS, SPREADS, strict=True)]
    called = candidate.normalise.with_arguments(images, MEANS, SPREADS, first)
    found = expect.array(called.value, np.shape(images), what="the images")
    expect.close(found, np.moveaxis(np.array(parts), 0, axis), rtol=1e-5, atol=1e-6, because=because)
    expect.that(found.dtype == np.float32, "The result is in float32.")
    expect.equal(called.arguments[0], images, because="The images after the call.")


def test_channels_last(candidate):
    rng = np.random.default_rng(1)
    for n, height, width in ((2, 4, 5), (3, 3, 3), (1, 1, 1)):
        expect_normalised(candidate, rng.uniform(0, 255, (n, height, width, 3)), False, "Channels come last.")


def test_channels_first(candidate):
    rng = np.random.default_rng(2)
    for n, height, width in ((2, 4, 5), (3, 3, 3), (2, 5, 3), (1, 3, 7)):
        expect_normalised(candidate, rng.uniform(0, 255, (n, 3, height, width)), True, "Channels come first.")


def test_bytes_and_bad_shapes(candidate):
    images = np.random.default_rng(3).integers(0, 256, (2, 3, 4, 3)).astype(np.uint8)
    expect_normalised(candidate, images, False, "Images of bytes, channels last.")
    expect_normalised(candidate, images, True, "Images of bytes, channels first.")
    whole = [np.array(numbers, dtype=np.uint8) for numbers in ([110, 20, 64], [50, 3, 12])]
    found = candidate.normalise(images, *whole, False)
    wanted = (images.astype(float) - [110.0, 20.0, 64.0]) / [50.0, 3.0, 12.0]
    expect.close(found, wanted, rtol=1e-5, atol=1e-6, because="Means and spreads of bytes, too.")
    for means, spreads, why in (
        ([1.0], [1.0, 1.0, 1.0], "there is one mean for all channels"),
        ([1.0, 1.0, 1.0], 2.0, "there is one spread for all channels"),
        ([1.0, 1.0], [1.0, 1.0], "there are two means for three channels"),
        ([1.0, 1.0, 1.0], [1.0, 0.0, 1.0], "a spread is 0"),
        ([1.0, 1.0, 1.0], [1.0, float("nan"), 1.0], "a spread is NaN"),
        ([1.0, 1.0, 1.0], [1.0, -2.0, 1.0], "a spread is negative"),
    ):
        with candidate.raises(ValueError, because=why):
            candidate.normalise(images, means, spreads, False)
    with candidate.raises(ValueError, because="there are three axes"):
        candidate.normalise(images[0], MEANS, SPREADS, False)
