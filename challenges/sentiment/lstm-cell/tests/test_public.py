"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

CELL = ([[[3.0]]], [[0.0]], [[2.0]], [[0.0] * 4] * 2, [0.0] * 4)


def test_one_step_of_one_unit(candidate):
    H, c = expect.sequence(candidate.forward(*CELL), 2, what="the result")
    expect.close(H, [[[0.5 * math.tanh(1)]]], rtol=1e-8, what="H")
    expect.close(c, [[1.0]], rtol=1e-8, what="the last c")


def test_gradient_of_one_step(candidate):
    found = expect.mapping(candidate.backward([[[1.0]]], [[0.0]], *CELL), ["X", "h", "c", "W", "b"])
    expect.close(found["c"], [[0.25 * (1 - math.tanh(1) ** 2)]], rtol=1e-8, what="the gradient by c")
