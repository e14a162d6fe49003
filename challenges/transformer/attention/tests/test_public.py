"""The checks that a candidate can read and run."""

import math

from prep.grading import expect


def test_attention_of_two_tokens(candidate):
    Q, K, V = [[0.0, 0.0], [math.sqrt(2), 0.0]], [[math.log(3), 0.0], [0.0, 1.0]], [[4.0], [8.0]]
    output, weights = expect.sequence(candidate.attention(Q, K, V), 2, what="the result")
    expect.close(weights, [[0.5, 0.5], [0.75, 0.25]], rtol=1e-9, what="the weights")
    expect.close(output, [[6.0], [5.0]], rtol=1e-9, what="the output")


def test_causal_attention_of_three_tokens(candidate):
    same, values = [[1.0], [1.0], [1.0]], [[3.0], [9.0], [0.0]]
    output, weights = expect.sequence(candidate.attention(same, same, values, causal=True), 2, what="the result")
    expect.close(weights, [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-9, what="the weights")
    expect.close(output, [[3.0], [6.0], [4.0]], rtol=1e-9, what="the output")
