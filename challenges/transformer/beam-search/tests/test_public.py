"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

TOOLS = """
import numpy as np
import solution

CHANCES = {(0,): [0.0, 0.6, 0.4], (0, 1): [0.4, 0.3, 0.3], (0, 2): [0.9, 0.05, 0.05]}


def step(prefixes):
    with np.errstate(divide="ignore"):
        return np.log([CHANCES[tuple(prefix)] for prefix in prefixes])


def search(width, most):
    found = solution.beam_search(step, 0, 0, width, most)
    return [list(tokens) for tokens, _ in found], [float(score) for _, score in found]
"""


def test_a_beam_of_one_takes_the_likeliest_tokens(candidate):
    tokens, scores = expect.sequence(candidate.helper("tools", TOOLS).search(1, 2), 2)
    expect.equal(tokens, [[1, 0]], what="the texts")
    expect.close(scores, [math.log(0.24)], what="the scores")


def test_a_beam_of_two_finds_a_likelier_text(candidate):
    tokens, scores = expect.sequence(candidate.helper("tools", TOOLS).search(2, 2), 2)
    expect.equal(tokens, [[2, 0], [1, 0]], what="the texts")
    expect.close(scores, [math.log(0.36), math.log(0.24)], what="the scores")
