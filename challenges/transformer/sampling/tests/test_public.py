"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

LOGITS = [math.log(0.5), math.log(0.2), math.log(0.3)]


def test_probabilities_of_three_tokens(candidate):
    expect.close(candidate.distribution(LOGITS), [0.5, 0.2, 0.3], rtol=1e-9)
    expect.close(candidate.distribution(LOGITS, temperature=0.5), [25 / 38, 4 / 38, 9 / 38], rtol=1e-9)
    expect.close(candidate.distribution(LOGITS, top_k=2), [0.625, 0.0, 0.375], rtol=1e-9)
    expect.close(candidate.distribution(LOGITS, top_p=0.6), [0.625, 0.0, 0.375], rtol=1e-9)


def test_draws_from_three_tokens(candidate):
    for u, token in [(0.0, 0), (0.49, 0), (0.5, 1), (0.69, 1), (0.71, 2), (0.999, 2)]:
        expect.equal(candidate.draw([0.5, 0.2, 0.3], u), token, what=f"the token for {u}")
