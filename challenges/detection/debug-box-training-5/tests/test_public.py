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


def aims(candidate, boxes, kinds):
    """Kinds, shape (6, 6), and distances, shape (6, 6, 4)."""
    found = expect.sequence(candidate.targets(boxes, kinds, 6, 8), 2, what="the result")
    return expect.array(found[0], (6, 6), what="the kinds"), expect.array(found[1], (6, 6, 4), what="the distances")


def cells(seed):
    """Logits of 5 by 5 cells and 3 kinds, and kinds of which most are -1."""
    rng = np.random.default_rng(seed)
    kinds = np.where(rng.random((5, 5)) < 0.25, rng.integers(0, 3, (5, 5)), -1)
    kinds[0, 1], kinds[2, 2] = 1, -1
    return rng.normal(0.0, 2.0, (5, 5, 3)), kinds


def reproduce(candidate, seed):
    found, distances = aims(candidate, *frame(seed))
    sizes = distances[found >= 0]
    expect.equal(len(sizes), 4, because="Four boxes in four cells.")
    boxes, _ = frame(seed)
    widths = sorted(((boxes[:, 2] - boxes[:, 0]) / 8).tolist())
    expect.close(np.sort(sizes[:, 0] + sizes[:, 2]), widths, because="Left and right together are the width in cells.")


def test_example(candidate):
    reproduce(candidate, 1)
