"""The checks that a candidate can read and run."""

from prep.grading import expect

ONE = [[1.0, 0.0], [0.0, 1.0]]
TURN = [[0.0, 1.0], [1.0, 0.0]]
ZERO = [[0.0, 0.0], [0.0, 0.0]]
BIASES = {name + "_bias": [0.0, 0.0] for name in "qkvo"}


def test_one_head_of_two_tokens(candidate):
    weights = {"q": ZERO, "k": ONE, "v": ONE, "o": TURN} | BIASES | {"o_bias": [1.0, 0.0]}
    found = candidate.multi_head([[[2.0, 4.0], [6.0, 0.0]]], weights, heads=1, causal=True)
    expect.close(found, [[[5.0, 2.0], [3.0, 4.0]]], what="the tokens")


def test_two_heads_of_two_tokens(candidate):
    weights = {"q": ONE, "k": [[900.0, 0.0], [0.0, -900.0]], "v": ONE, "o": ONE} | BIASES
    found = candidate.multi_head([[[1.0, 1.0], [3.0, 2.0]]], weights, heads=2)
    expect.close(found, [[[3.0, 1.0], [3.0, 1.0]]], what="the tokens")
