"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def drawn(seed, tokens, scale=2.0):
    return np.random.default_rng(seed).normal(0.0, scale, tokens)


def expect_same(candidate, logits, because, **options):
    wanted = reference.distribution(logits, **options)
    found = expect.array(candidate.distribution(logits, **options), wanted.shape, what="the probabilities")
    expect.close(found, wanted, rtol=1e-9, atol=1e-15, what="the probabilities", because=because)
    expect.equal(found > 0, wanted > 0, what="the tokens that are kept", because=because)


def test_temperature_divides_logits(candidate):
    for temperature in (1.0, 0.1, 0.7, 3.0, 100.0):
        expect_same(candidate, drawn(1, 20), "Temperatures below and above 1.", temperature=temperature)
    expect_same(candidate, [3.0], "There is one token.", temperature=0.5)


def test_temperature_of_zero(candidate):
    for logits in (drawn(2, 30), [1.0, 4.0, 4.0, 2.0], [0.0, 0.0], [-7.0], [-1e5, -1e5 + 1]):
        expect_same(candidate, logits, "A temperature of 0.", temperature=0)
        expect_same(candidate, logits, "A temperature of 0, with cuts.", temperature=0.0, top_k=3, top_p=0.5)
    expect_same(candidate, drawn(3, 30), "A tiny temperature.", temperature=1e-300)
    expect_same(candidate, drawn(3, 30), "A huge temperature.", temperature=1e300)


def test_top_k_keeps_exactly_k(candidate):
    for k in (1, 2, 7, 19, 20, 21, 500):
        expect_same(candidate, drawn(4, 20), "Several k, some of them above the number of tokens.", top_k=k)
    ties = [1.0, 3.0, 2.0, 3.0, 2.0, 2.0, 0.0, 3.0] * 4
    for k in (1, 2, 5, 13, 15, 24, 30):
        expect_same(candidate, ties, "Many logits are equal.", top_k=k)


def test_top_p_keeps_the_smallest_set(candidate):
    for p in (0.01, 0.3, 0.5, 0.9, 0.999, 1.0):
        expect_same(candidate, drawn(5, 40), "Several p.", top_p=p)
    for p in (0.1, 0.25, 0.5, 0.75, 0.76):
        expect_same(candidate, [2.0, 2.0, 2.0, 2.0], "Four equal tokens.", top_p=p)
    shares = np.log([0.1, 0.4, 0.2, 0.3])
    for p in (0.4, 0.7, 0.9, 0.41, 0.69):
        expect_same(candidate, shares, "Sums that reach p exactly, but for rounding.", top_p=p)
    expect_same(candidate, [0.0, -40.0, -60.0], "With a p of 1 nothing is dropped, however unlikely.", top_p=1.0)


def test_cuts_in_order(candidate):
    for seed, k, p, temperature in [(6, 5, 0.6, 1.0), (7, 3, 0.8, 2.0), (8, 10, 0.5, 0.5), (9, 2, 0.9, 5.0)]:
        options = {"top_k": k, "top_p": p, "temperature": temperature}
        expect_same(candidate, drawn(seed, 30, 1.0), "Temperature, k and p together.", **options)
        expect_same(candidate, drawn(seed, 30, 1.0), "Temperature and p.", top_p=p, temperature=3.0)


def test_large_logits_and_banned_tokens(candidate):
    for shift in (1e5, -1e5, 800.0):
        expect_same(candidate, drawn(10, 20) + shift, "Logits that are large.", temperature=0.9)
    banned = drawn(11, 20)
    banned[[0, 3, 4, 9]] = -np.inf
    for options in ({}, {"top_k": 18}, {"top_p": 0.95}, {"temperature": 0}, {"temperature": 2.0, "top_k": 5}):
        expect_same(candidate, banned, "Some tokens are banned.", **options)
    expect_same(candidate, [-np.inf, 2.0, -np.inf], "All tokens but one are banned.", top_k=3, top_p=0.5)


def test_draws_by_cumulated_shares(candidate):
    for seed, k in [(12, None), (13, 4), (14, 2)]:
        shares = reference.distribution(drawn(seed, 12), top_k=k)
        for u in (0.0, 0.1, 0.37, 0.5, 0.8, 0.95, 1.0 - 2.0**-53):
            expect.equal(candidate.draw(shares, u), reference.draw(shares, u), because="Draws from all and from few.")
    for shares, u, token in [
        ([0.0, 0.5, 0.0, 0.5, 0.0], 0.0, 1),
        ([0.0, 0.5, 0.0, 0.5, 0.0], 0.5, 3),
        ([0.0, 0.5, 0.0, 0.5, 0.0], 1.0 - 2.0**-53, 3),
        ([0.25, 0.25, 0.25, 0.25], 0.25, 1),
        ([1.0], 0.999, 0),
        ([0.4999997, 0.4999998, 0.0], 1.0 - 2.0**-53, 1),
    ]:
        expect.equal(candidate.draw(shares, u), token, because="Tokens with a probability of 0, and u at an edge.")


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(15)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        logits = rng.normal(6.0, 2.0, 15).clip(0, 12).astype(dtype)
        expect_same(candidate, logits, "Logits of a small dtype.", temperature=0.7, top_k=9)
        expect_same(candidate, logits.tolist(), "Logits in a list.", top_p=0.8)
    single = np.array([0.1, 0.2, 0.7], dtype=np.float32)
    expect.equal(candidate.draw(single, 0.1), 0, because="Probabilities in single precision.")
    expect.equal(candidate.draw([1, 0], 0.3), 0, because="Probabilities are whole numbers.")
    logits = drawn(16, 10)
    after = candidate.distribution.with_arguments(logits, 0.5, 3, 0.9).arguments[0]
    expect.equal(after, logits, because="The logits after the call.")
    shares = reference.distribution(logits)
    expect.equal(candidate.draw.with_arguments(shares, 0.4).arguments[0], shares, because="The shares after the call.")


def test_refuses_impossible_input(candidate):
    logits = drawn(17, 6)
    broken, endless = logits.copy(), logits.copy()
    broken[2], endless[3] = np.nan, np.inf
    for bad, options, why in [
        (logits[None], {}, "logits are a table"),
        (3.0, {}, "logits is a number"),
        ([], {}, "there are no logits"),
        (broken, {}, "a logit is NaN"),
        (endless, {}, "a logit is infinite"),
        ([-np.inf, -np.inf], {}, "all tokens are banned"),
        (logits, {"temperature": -0.1}, "the temperature is negative"),
        (logits, {"top_k": 0}, "top_k is 0"),
        (logits, {"top_k": -1}, "top_k is negative"),
        (logits, {"top_p": 0.0}, "top_p is 0"),
        (logits, {"top_p": 1.1}, "top_p is above 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.distribution(bad, **options)
    for shares, u, why in [
        ([[0.5, 0.5]], 0.5, "probabilities are a table"),
        ([1.5, -0.5], 0.5, "a probability is negative"),
        ([np.nan, 1.0], 0.5, "a probability is NaN"),
        ([0.5, 0.4], 0.5, "the sum is below 1"),
        ([0.5, 0.6], 0.5, "the sum is above 1"),
        ([], 0.5, "there are no probabilities"),
        ([0.5, 0.5], 1.0, "u is 1"),
        ([0.5, 0.5], -0.1, "u is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.draw(shares, u)
    expect_same(candidate, logits, "An ordinary call.", top_k=2)
    expect.equal(candidate.draw([0.2, 0.8], 0.3), 1, because="An ordinary call.")
