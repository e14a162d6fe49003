"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def cells(seed):
    """Logits of 5 by 5 cells and 3 kinds, and kinds of which most are -1."""
    rng = np.random.default_rng(seed)
    kinds = np.where(rng.random((5, 5)) < 0.25, rng.integers(0, 3, (5, 5)), -1)
    kinds[0, 1], kinds[2, 2] = 1, -1
    return rng.normal(0.0, 2.0, (5, 5, 3)), kinds


def reproduce(candidate, seed):
    rng = np.random.default_rng(seed)
    _, kinds = cells(seed)
    distances = np.where(kinds[..., None] >= 0, rng.uniform(1.0, 3.0, (5, 5, 4)), 0.0)
    predicted = distances + np.where(kinds[..., None] >= 0, 0.25, rng.normal(5.0, 1.0, (5, 5, 4)))
    found = candidate.box_loss(predicted, distances, kinds)
    expect.close(found, 1.0, because="Each of four sides is a quarter of a cell off; empty cells have no sides.")


def test_example(candidate):
    reproduce(candidate, 1)
