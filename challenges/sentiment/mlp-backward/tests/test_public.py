"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

LAYERS = [([[1.0, -1.0]], [0.0, 0.0]), ([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])]


def test_loss_of_a_small_network(candidate):
    expect.close(candidate.forward(LAYERS, [[2.0]]), [[2.0, 0.0]], what="the scores")
    expect.close(candidate.loss(LAYERS, [[2.0]], [0]), math.log(1 + math.exp(-2)), rtol=1e-7, what="the loss")


def test_gradients_of_a_small_network(candidate):
    p = 1 / (1 + math.exp(-2))
    expected = [([[2 * (p - 1), 0.0]], [p - 1, 0.0]), ([[2 * (p - 1), 2 * (1 - p)], [0.0, 0.0]], [p - 1, 1 - p])]
    found = expect.sequence(candidate.gradients(LAYERS, [[2.0]], [0]), 2, what="the gradients")
    for number, (pair, wanted) in enumerate(zip(found, expected, strict=True)):
        by_weights, by_biases = expect.sequence(pair, 2, what=f"the gradients of layer {number}")
        expect.close(by_weights, wanted[0], rtol=1e-7, what=f"the weights' gradient of layer {number}")
        expect.close(by_biases, wanted[1], rtol=1e-7, what=f"the biases' gradient of layer {number}")
