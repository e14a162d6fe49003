"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def reproduce(candidate, seed):
    tokens = np.random.default_rng(seed).permutation(60)
    found = expect.sequence(candidate.examples(tokens, 7), 2, what="the result")
    inputs = expect.array(found[0], (8, 7), what="the inputs", kinds="iu")
    targets = expect.array(found[1], (8, 7), what="the targets", kinds="iu")
    following = dict(zip(tokens[:-1].tolist(), tokens[1:].tolist(), strict=True))
    wanted = [[following.get(token, -1) for token in row] for row in inputs.tolist()]
    expect.equal(targets, np.array(wanted), because="What is to be said is the token after the one that was read.")


def test_example(candidate):
    reproduce(candidate, 1)
