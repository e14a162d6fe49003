"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def reproduce(candidate, seed):
    rng = np.random.default_rng(seed)
    Q, K, V = rng.normal(size=(3, 6, 4))
    before = expect.array(candidate.attention(Q, K, V), (6, 4), what="the output")
    K[4:], V[4:] = rng.normal(size=(2, 2, 4)) * 5.0
    after = expect.array(candidate.attention(Q, K, V), (6, 4), what="the output")
    expect.close(after[:4], before[:4], because="A token does not depend on those after it.")
    expect.that(bool(np.abs(after[4:] - before[4:]).max() > 1e-3), "A token depends on itself.")


def test_example(candidate):
    reproduce(candidate, 1)
