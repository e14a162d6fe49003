"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def frame(seed, count=4, side=6, stride=8):
    """Boxes with their centres in different cells, and their kinds."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(side * side, count, replace=False)
    centres = np.column_stack([cells % side, cells // side]) * stride + rng.uniform(1.0, stride - 1.0, (count, 2))
    halves = rng.uniform(3.0, 11.0, (count, 2))
    return np.hstack([centres - halves, centres + halves]), rng.integers(0, 3, count)


def reproduce(candidate, seed):
    width = 48 + seed % 20
    image = np.random.default_rng(seed).random((30, width))
    boxes = np.array([[4.0, 5.0, 15.0, 20.0], [20.0, 2.0, 29.0, 28.0]])
    found = expect.sequence(candidate.flip(image, boxes), 2, what="the result")
    turned = expect.array(found[1], (2, 4), what="the boxes")
    pictures = expect.array(found[0], image.shape, what="the frame")
    expect.close(pictures, image[:, ::-1], because="The frame is mirrored.")
    expect.close(np.sort(turned[:, [0, 2]]), np.sort(width - boxes[:, [0, 2]]), because="Boxes are mirrored, too.")
    expect.that(bool((turned[:, 2] > turned[:, 0]).all()), "The right side of a box is right of its left side.")


def test_example(candidate):
    reproduce(candidate, 1)
