"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

NAMES = ("loss", "accuracy", "chosen_rewards", "rejected_rewards", "by_chosen", "by_rejected")


def texts(seed, b, n, v):
    """Logits, tokens, and which of them are answers: a run of its own in each text."""
    rng = np.random.default_rng(seed)
    begin = rng.integers(1, n, b)[:, None]
    end = begin + rng.integers(1, n, b)[:, None]
    places = np.arange(n)
    answer = (places >= begin) & (places < end)
    return 3 * rng.normal(size=(b, n, v)), rng.integers(0, v, (b, n)), answer


def pairs(seed, count, scale=2.0):
    return list(-np.abs(np.random.default_rng(seed).normal(0.0, scale, (4, count))))


def expect_same_logs(candidate, logits, tokens, answer, because):
    wanted = reference.sequence_log_probabilities(logits, tokens, answer)
    found = candidate.sequence_log_probabilities(logits, tokens, answer)
    expect.close(found, wanted, rtol=1e-7, atol=1e-10, what="the log-probabilities", because=because)


def expect_same(candidate, names, case, because, **beta):
    wanted = reference.dpo_loss(*case, **beta)
    found = expect.mapping(candidate.dpo_loss(*case, **beta), what="the result")
    for name in names:
        value = expect.number(found.get(name)) if np.ndim(wanted[name]) == 0 else found.get(name)
        expect.close(value, wanted[name], rtol=1e-7, atol=1e-300, what=name, because=because)


def test_each_position_predicts_the_next(candidate):
    for seed, shape in enumerate([(2, 5, 4), (1, 2, 7), (4, 6, 3)]):
        logits, tokens, _ = texts(seed, *shape)
        answer = np.arange(shape[1]) > np.zeros((shape[0], 1))
        expect_same_logs(candidate, logits, tokens, answer, "All tokens but the first are the answer.")


def test_only_the_answer_counts(candidate):
    for seed, shape in enumerate([(6, 8, 5), (3, 3, 3), (5, 9, 2)], 10):
        expect_same_logs(candidate, *texts(seed, *shape), "Prompts before the answer, and padding after it.")
    logits, tokens, answer = texts(13, 3, 5, 4)
    answer[1] = False
    expect_same_logs(candidate, logits, tokens, answer, "A text without an answer adds up to 0.")
    expect_same_logs(candidate, logits[:, :1], tokens[:, :1], answer[:, :1] & False, "Texts of one token.")


def test_large_logits(candidate):
    for factor, shift in [(1.0, 1e4), (1.0, -1e4), (500.0, 0.0)]:
        logits, tokens, answer = texts(20, 3, 6, 5)
        expect_same_logs(candidate, factor * logits + shift, tokens, answer, "Logits are large.")


def test_loss_and_rewards(candidate):
    for seed, count in [(30, 1), (31, 2), (32, 9)]:
        for beta in (0.1, 1.0, 3.0):
            names = ("loss", "chosen_rewards", "rejected_rewards")
            expect_same(candidate, names, pairs(seed, count), "Several pairs and betas.", beta=beta)
    expect_same(candidate, ("loss",), pairs(33, 4), "Beta is not given.")


def test_accuracy_counts_margins_above_zero(candidate):
    for seed in (40, 41, 42):
        expect_same(candidate, ("accuracy",), pairs(seed, 15), "Some pairs are the wrong way round.", beta=0.5)
    even = [np.array(one) for one in ([-1.0, -2.0, -3.0], [-1.0, -3.0, -1.0], [-4.0, -2.0, -3.0], [-4.0, -2.0, -3.0])]
    expect_same(candidate, ("accuracy",), even, "A margin of exactly 0 is not right.", beta=1.0)


def test_gradients_of_the_loss(candidate):
    for seed, count in [(50, 1), (51, 3), (52, 8)]:
        for beta in (0.1, 2.0):
            expect_same(candidate, ("by_chosen", "by_rejected"), pairs(seed, count), "Several pairs.", beta=beta)


def test_gradients_are_slopes(candidate):
    for seed, beta in [(60, 0.3), (61, 1.5)]:
        case = pairs(seed, 4)
        found = expect.mapping(candidate.dpo_loss(*case, beta=beta), what="the result")
        rng = np.random.default_rng(seed)
        moves = [1e-5 * rng.normal(size=4) for _ in range(2)]
        gradients = [expect.array(found.get(name), (4,), what=name) for name in ("by_chosen", "by_rejected")]
        wanted = 2 * sum(float(by @ move) for by, move in zip(gradients, moves, strict=True))
        ends = []
        for sign in (1, -1):
            moved = [case[0] + sign * moves[0], case[1] + sign * moves[1], *case[2:]]
            ends.append(expect.number(expect.mapping(candidate.dpo_loss(*moved, beta=beta)).get("loss")))
        because = "A small step of the policy's log-probabilities changes the loss as the gradients say."
        expect.close(ends[0] - ends[1], wanted, rtol=1e-4, atol=1e-12, because=because)


def test_large_margins(candidate):
    for scale in (1e3, 1e5):
        case = [np.array([0.0, -scale]), np.array([-scale, 0.0]), np.zeros(2), np.zeros(2)]
        expect_same(candidate, NAMES, case, "Margins are huge, one of them negative.", beta=1.0)
    case = [np.array([-30.0, -60.0]), np.array([-60.0, -95.0]), np.zeros(2), np.zeros(2)]
    expect_same(candidate, ("loss", "by_chosen"), case, "All margins are large: the loss is tiny, not 0.", beta=2.0)


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(70)
    for dtype in (np.float32, np.float16, np.int8):
        case = [rng.integers(-90, 0, 5).astype(dtype) for _ in range(4)]
        expect_same(candidate, NAMES, case, "Values of a small dtype.", beta=0.1)
        expect_same(candidate, NAMES, [one.tolist() for one in case], "Values in lists.", beta=0.1)
        logits = rng.integers(-90, 90, (2, 4, 5)).astype(dtype)
        tokens, answer = rng.integers(0, 5, (2, 4)).astype(np.uint8), np.array([[False, True, True, False]] * 2)
        expect_same_logs(candidate, logits, tokens, answer, "Logits and tokens of a small dtype.")
        expect_same_logs(candidate, logits.tolist(), tokens.tolist(), answer.tolist(), "Logits and tokens in lists.")
    case, parts = pairs(71, 3), texts(72, 2, 4, 3)
    for before, after in zip(case, candidate.dpo_loss.with_arguments(*case).arguments, strict=True):
        expect.equal(after, before, because="The log-probabilities after the call.")
    after = candidate.sequence_log_probabilities.with_arguments(*parts).arguments
    for before, one in zip(parts, after, strict=True):
        expect.equal(one, before, because="Logits, tokens and answer after the call.")


def test_refuses_impossible_input(candidate):
    logits, tokens, answer = texts(80, 2, 4, 3)
    tokens[:] = [[0, 1, 2, 0], [2, 2, 1, 0]]
    first = answer.copy()
    first[1, 0] = True
    for scores, numbers, mask, why in [
        (logits[0], tokens, answer, "logits have two axes"),
        (logits[:, :3], tokens, answer, "logits lack a token"),
        (logits[:1], tokens, answer, "logits lack a text"),
        (logits, tokens, answer[:, :3], "the mask lacks a token"),
        (logits, tokens, answer[:1], "the mask is one row, which NumPy would broadcast"),
        (logits[:0], tokens[:0], answer[:0], "there are no texts"),
        (logits, tokens + 1, answer, "a token is not in the vocabulary"),
        (logits, tokens - 1, answer, "a token is negative"),
        (logits, tokens + 0.5, answer, "tokens are no whole numbers"),
        (logits, tokens, answer.astype(int), "the mask is of whole numbers"),
        (logits, tokens, first, "the first token is part of an answer"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.sequence_log_probabilities(scores, numbers, mask)
    case = pairs(81, 3)
    for bad, beta, why in [
        ([case[0][:2], *case[1:]], 0.1, "a log-probability is missing"),
        ([*case[:3], case[3][:1]], 0.1, "there is one of the reference, which NumPy would broadcast"),
        ([one[None] for one in case], 0.1, "log-probabilities are tables"),
        ([one[:0] for one in case], 0.1, "there are no pairs"),
        (case, 0.0, "beta is 0"),
        (case, -0.1, "beta is negative"),
        (case, np.inf, "beta is infinite"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.dpo_loss(*bad, beta=beta)
    expect_same_logs(candidate, logits, tokens, answer, "An ordinary call.")
    expect_same(candidate, NAMES, case, "An ordinary call.", beta=0.2)
