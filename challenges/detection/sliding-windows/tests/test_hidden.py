"""The checks that decide."""

import numpy as np

from prep.grading import expect

VIEWS = """
import solution

def turned(image, *sizes):
    return solution.windows(image.swapaxes(0, 1), *sizes)

def cut(image, *sizes):
    return solution.windows(image[1:, 2:], *sizes)

def every_other(image, *sizes):
    return solution.windows(image[::2, ::-1], *sizes)
"""


def crops(image, height, width, stride):
    tops = range(0, image.shape[0] - height + 1, stride)
    lefts = range(0, image.shape[1] - width + 1, stride)
    return np.array([[image[top : top + height, left : left + width] for left in lefts] for top in tops])


def test_all_windows(candidate):
    rng = np.random.default_rng(1)
    for H, W, height, width, stride in (
        (7, 9, 3, 2, 2),
        (8, 5, 2, 4, 3),
        (5, 5, 5, 5, 1),
        (6, 4, 1, 1, 1),
        (9, 9, 4, 4, 7),
    ):
        image = rng.normal(size=(H, W))
        found = candidate.windows(image, height, width, stride)
        expect.equal(found, crops(image, height, width, stride), because="Windows of several sizes.")


def test_colours_and_dtypes(candidate):
    rng = np.random.default_rng(2)
    views = candidate.helper("views", VIEWS)
    for image in (rng.normal(size=(8, 6)), rng.integers(0, 200, (8, 6, 3)).astype(np.uint8)):
        for name, view in (("turned", image.swapaxes(0, 1)), ("cut", image[1:, 2:]), ("every_other", image[::2, ::-1])):
            found = getattr(views, name)(image, 3, 2, 1)
            expect.equal(found, crops(view, 3, 2, 1), because="Images that are a view of another array.")
    for shape, dtype in (((6, 7, 3), np.uint8), ((5, 4, 1), np.int64), ((4, 4, 2), np.float32), ((5, 6), np.uint8)):
        image = rng.integers(0, 200, shape).astype(dtype)
        found = expect.array(candidate.windows(image, 3, 2, 1), what="the windows")
        expect.equal(found, crops(image, 3, 2, 1), because="Images with channels.")
        expect.that(found.dtype == dtype, "The windows have the dtype of the image.")


def test_refuses_other_sizes(candidate):
    image = np.arange(24).reshape(4, 6)
    for sizes in ((0, 2, 1), (2, 0, 1), (2, 2, 0), (5, 2, 1), (2, 7, 1)):
        with candidate.raises(ValueError, because="there is no such window"):
            candidate.windows(image, *sizes)
    expect.equal(candidate.windows(image, 4, 6, 1), crops(image, 4, 6, 1), because="One window is the whole image.")
