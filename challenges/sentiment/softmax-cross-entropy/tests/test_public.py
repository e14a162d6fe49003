"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

LOGITS = [[0.0, 0.0], [0.0, math.log(3)]]


def test_probabilities_of_two_reviews(candidate):
    expect.close(candidate.softmax(LOGITS), [[0.5, 0.5], [0.25, 0.75]], rtol=1e-9)
    expect.close(candidate.log_softmax(LOGITS), [[-math.log(2)] * 2, [-math.log(4), math.log(0.75)]], rtol=1e-9)


def test_loss_and_gradient_of_two_reviews(candidate):
    loss, gradient = expect.sequence(candidate.cross_entropy(LOGITS, [0, 1]), 2, what="the result")
    expect.close(loss, (math.log(2) - math.log(0.75)) / 2, rtol=1e-9, what="the loss")
    expect.close(gradient, [[-0.25, 0.25], [0.125, -0.125]], rtol=1e-9, what="the gradient")
