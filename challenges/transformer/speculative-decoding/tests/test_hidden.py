"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

TOOLS = """
import numpy as np
import solution


def first_tokens(q, p, seed, count):
    # How often each token comes first, and second, where tokens are drafted as they should be.
    rng = np.random.default_rng(seed)
    counts = np.zeros((2, q.shape[1]))
    for _ in range(count):
        draft = [int(rng.choice(q.shape[1], p=row)) for row in q]
        found = solution.verify(draft, q, p, rng.random(len(p)))
        for place in range(min(2, len(found))):
            counts[place, found[place]] += 1
    return counts
"""


def shares(seed, rows, tokens, peaked=1.5):
    powers = np.exp(peaked * np.random.default_rng(seed).normal(size=(rows, tokens)))
    return powers / powers.sum(axis=1, keepdims=True)


def case(seed, k, tokens):
    rng = np.random.default_rng(seed)
    q = shares(seed + 1000, k, tokens)
    return rng.integers(0, tokens, k), q, shares(seed + 2000, k + 1, tokens), rng.random(k + 1)


def expect_same(candidate, draft, q, p, u, because):
    found = list(expect.sequence(candidate.verify(draft, q, p, u), what="the tokens"))
    expect.equal(found, reference.verify(draft, q, p, u), what="the tokens", because=because)


def test_keeps_tokens_by_the_ratio(candidate):
    for seed in range(40):
        expect_same(candidate, *case(seed, 3, 4), "Several drafts; some tokens stay.")
    draft, q, p, _ = case(50, 3, 5)
    for level in (0.0, 0.5, 0.999):
        expect_same(candidate, draft, q, p, np.full(4, level), "All u are alike.")
    same = shares(51, 4, 5)
    expect_same(candidate, [1, 0, 4], same[:3], same, [0.99, 0.999, 0.9999, 0.2], "Both models say the same.")


def test_a_token_stays_only_below_the_ratio(candidate):
    q, p = [[0.5, 0.5]], [[0.25, 0.75], [0.5, 0.5]]
    for u, wanted in [(0.4999, [0, 1]), (0.5, [1]), (0.75, [1])]:
        found = list(expect.sequence(candidate.verify([0], q, p, [u, 0.7])))
        expect.equal(found, wanted, because="The ratio is exactly a half, and u below, at or above it.")
    found = list(expect.sequence(candidate.verify([0], [[1.0, 0.0]], [[0.0, 1.0], [0.5, 0.5]], [0.0, 0.2])))
    expect.equal(found, [1], because="The target never writes the token, and u is 0.")


def test_replacements_come_from_what_is_left(candidate):
    for seed in range(60, 90):
        draft, q, p, u = case(seed, 2, 6)
        u[0] = 0.9999
        p[0, draft[0]] *= 0.01
        p[0] /= p[0].sum()
        expect_same(candidate, draft, q, p, u, "The first token falls, most of the time.")


def test_nothing_follows_a_replacement(candidate):
    for seed in range(100, 120):
        draft, q, p, u = case(seed, 5, 3)
        u[:2] = 0.0, 0.9999
        expect_same(candidate, draft, q, p, u, "Tokens behind one that falls are dropped, whatever their ratio.")


def test_a_token_more_where_all_stay(candidate):
    for seed in range(130, 150):
        draft, q, p, u = case(seed, 3, 5)
        u[:3] = 0.0
        expect_same(candidate, draft, q, p, u, "All tokens stay, and one more is drawn from the last row.")
    for u in (0.0, 0.2499, 0.25, 0.7501, 0.9999):
        p = [[0.5, 0.0, 0.5, 0.0], [0.0, 0.25, 0.5, 0.25]]
        expect_same(candidate, [0], [[1.0, 0.0, 0.0, 0.0]], p, [0.1, u], "Tokens without a share, and u at an edge.")


def test_writes_what_the_target_writes(candidate):
    q, p = shares(160, 2, 4), shares(161, 3, 4)
    counts = candidate.helper("tools", TOOLS).first_tokens(q, p, 7, 4000)
    counts = expect.array(counts, (2, 4), what="the counts")
    because = "Over many drafts, the first token is distributed as the target has it, whatever the draft model is."
    expect.that(np.abs(counts[0] / counts[0].sum() - p[0]).max() < 0.035, because)
    because = "Behind a token that stayed, the second one is distributed as the target has it."
    expect.that(np.abs(counts[1] / counts[1].sum() - p[1]).max() < 0.045, because)


def test_rate_is_what_both_share(candidate):
    for seed, tokens in [(170, 1), (171, 2), (172, 9)]:
        q, p = shares(seed, 1, tokens)[0], shares(seed + 5, 1, tokens)[0]
        wanted = reference.acceptance_rate(q, p)
        expect.close(candidate.acceptance_rate(q, p), wanted, rtol=1e-9, because="Several numbers of tokens.")
    expect.close(candidate.acceptance_rate([1.0, 0.0], [0.0, 1.0]), 0.0, because="The models share nothing.")
    expect.close(candidate.acceptance_rate([0.3, 0.7], [0.3, 0.7]), 1.0, because="The models agree.")


def test_dtypes_and_arguments(candidate):
    arguments = case(180, 3, 4)
    for before, after in zip(arguments, candidate.verify.with_arguments(*arguments).arguments, strict=True):
        expect.equal(after, before, because="The arguments after the call.")
    whole = [np.array([2, 0], dtype=np.uint8), np.array([[0, 0, 1], [1, 0, 0]]), np.array([[0, 1, 0]] * 3), [0, 0, 0]]
    expect_same(candidate, *whole, "Shares are whole numbers.")
    expect_same(candidate, *(np.asarray(one).tolist() for one in whole), "All arguments are lists.")
    single = [np.asarray(arguments[0]), *(one.astype(np.float32) for one in arguments[1:])]
    expect_same(candidate, *single, "Shares in single precision.")


def test_refuses_impossible_input(candidate):
    draft, q, p, u = [0, 1], np.array([[0.5, 0.5], [0.2, 0.8]]), np.full((3, 2), 0.5), [0.1, 0.2, 0.3]
    for tokens, small, large, drawn, why in [
        ([0], q, p, u, "a token is missing"),
        ([0, 2], q, p, u, "a token is not in the vocabulary"),
        ([0, -1], q, p, u, "a token is negative"),
        ([0.0, 0.5], q, p, u, "tokens are no whole numbers"),
        (draft, q, p[:2], u, "the target's last row is missing"),
        (draft, q, np.full((3, 3), 1 / 3), u, "the models have different tokens"),
        (draft, q[0], p, u, "q is flat"),
        ([], q[:0], p[:1], u[:1], "nothing was drafted"),
        (draft, q, p, u[:2], "a u is missing"),
        (draft, q, p, [0.1, 0.2, 1.0], "a u is 1"),
        (draft, q, p, [-0.1, 0.2, 0.3], "a u is negative"),
        (draft, 0.9 * q, p, u, "the draft's shares do not add up to 1"),
        (draft, q, 1.1 * p, u, "the target's shares do not add up to 1"),
        (draft, q, p + np.array([-0.6, 0.6]), u, "a share is negative"),
        (draft, [[0.0, 1.0], [0.2, 0.8]], p, u, "a drafted token cannot have been drafted"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.verify(tokens, small, large, drawn)
    for small, large, why in [
        ([0.5, 0.5], [1.0], "the models have different tokens"),
        ([0.5, 0.4], [0.5, 0.5], "shares do not add up to 1"),
        ([0.5, 0.5], [1.5, -0.5], "a share is negative"),
        ([[1.0]], [[1.0]], "shares are tables"),
        ([], [], "there are no tokens"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.acceptance_rate(small, large)
    expect_same(candidate, draft, q, p, u, "An ordinary call.")
    expect.close(candidate.acceptance_rate([0.5, 0.5], [0.2, 0.8]), 0.7, because="An ordinary call.")
