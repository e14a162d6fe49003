"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def reproduce(candidate, seed):
    rng = np.random.default_rng(seed)
    Q, K = rng.normal(size=(2, 6, 4))
    found = candidate.attention(Q, K, np.full((6, 2), 3.0))
    expect.close(found, np.full((6, 2), 3.0), because="Whatever a token looks at, its shares add up to 1.")
    V = np.arange(12.0).reshape(6, 2)
    first = expect.array(candidate.attention(Q, K, V), (6, 2), what="the output")
    expect.close(first[0], V[0], because="The first token has only itself to look at.")


def test_example(candidate):
    reproduce(candidate, 1)
