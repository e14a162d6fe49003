"""The checks that a candidate can read and run."""

from prep.grading import expect

Q = [[0.5, 0.5, 0.0], [0.2, 0.8, 0.0]]
P = [[0.4, 0.1, 0.5], [0.3, 0.4, 0.3], [0.0, 0.5, 0.5]]


def test_keeps_both_tokens_and_adds_one(candidate):
    expect.equal(list(expect.sequence(candidate.verify([0, 1], Q, P, [0.7, 0.4, 0.9]))), [0, 1, 2], what="the tokens")


def test_replaces_the_first_that_falls(candidate):
    expect.equal(list(expect.sequence(candidate.verify([1, 0], Q, P, [0.3, 0.0, 0.6]))), [2], what="the tokens")
    expect.equal(list(expect.sequence(candidate.verify([0, 1], Q, P, [0.7, 0.6, 0.1]))), [0, 0], what="the tokens")


def test_how_often_a_token_stays(candidate):
    expect.close(candidate.acceptance_rate([0.5, 0.5, 0.0], [0.4, 0.1, 0.5]), 0.5)
