"""The checks that a candidate can read and run."""

import math

import numpy as np

from prep.grading import expect


def test_pairs_and_noise_of_three_words(candidate):
    pairs = expect.sequence(candidate.skip_gram_pairs([7, 3, 5], window=1), 2, what="the pairs")
    for found, wanted, name in zip(pairs, ([7, 3, 3, 5], [3, 7, 5, 3]), ("centres", "contexts"), strict=True):
        expect.equal(expect.array(found, (4,), kinds="iu", what=name), np.array(wanted), what=name)
    expect.close(candidate.noise_shares([16, 1, 0], power=0.5), [0.8, 0.2, 0.0], what="the shares")


def test_step_with_one_pair(candidate):
    inputs, outputs = np.array([[1.0, 0.0], [0.0, 0.0]]), np.array([[0.0, 2.0], [0.0, 0.0]])
    found = candidate.skip_gram_step(inputs, outputs, [0], [1], [[0, 0]], rate=1.0)
    loss, new_inputs, new_outputs = expect.sequence(found, 3, what="the result")
    expect.close(loss, 3 * math.log(2), what="the loss")
    expect.close(new_inputs, [[1.0, -2.0], [0.0, 0.0]], what="inputs")
    expect.close(new_outputs, [[-1.0, 2.0], [0.5, 0.0]], what="outputs")
