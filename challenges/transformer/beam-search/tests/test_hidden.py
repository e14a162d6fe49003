"""The checks that decide."""

import itertools

import numpy as np

import reference
from prep.grading import expect

TOOLS = """
import numpy as np
import solution


class Model:
    def __init__(self, seed, tokens, banned, peaked):
        self.seed, self.tokens, self.banned, self.peaked = seed, tokens, banned, peaked
        self.calls = []

    def step(self, prefixes):
        prefixes = [tuple(int(token) for token in prefix) for prefix in prefixes]
        self.calls.append(prefixes)
        return np.array([self.row(prefix) for prefix in prefixes])

    def row(self, prefix):
        rng = np.random.default_rng((self.seed, *prefix))
        logits = self.peaked * rng.normal(size=self.tokens)
        logits[rng.permutation(self.tokens)[: self.banned]] = -np.inf
        return logits - np.log(np.exp(logits).sum())


class Table:
    def __init__(self, rows):
        self.rows = {tuple(prefix): np.array(row, dtype=float) for prefix, row in rows}
        self.calls = []

    def step(self, prefixes):
        self.calls.append([tuple(int(token) for token in prefix) for prefix in prefixes])
        return np.array([self.rows[tuple(int(token) for token in prefix)] for prefix in prefixes])


def search(model, start, end, width, most, alpha):
    found = solution.beam_search(model.step, start, end, width, most, alpha)
    return [list(map(int, tokens)) for tokens, _ in found], [float(score) for _, score in found], model.calls


def drawn(seed, tokens, banned, peaked, *asked):
    return search(Model(seed, tokens, banned, peaked), *asked)


def tabled(rows, *asked):
    return search(Table(rows), *asked)


def default(rows, start, end, width, most):
    found = solution.beam_search(Table(rows).step, start, end, width, most)
    return [list(map(int, tokens)) for tokens, _ in found], [float(score) for _, score in found]
"""


class Model:
    """What the tools have in the jail, for expected values."""

    def __init__(self, seed, tokens, banned=0, peaked=1.5):
        self.seed, self.tokens, self.banned, self.peaked = seed, tokens, banned, peaked
        self.calls = []

    @property
    def facts(self):
        return self.seed, self.tokens, self.banned, self.peaked

    def step(self, prefixes):
        prefixes = [tuple(prefix) for prefix in prefixes]
        self.calls.append(prefixes)
        return np.array([self.row(prefix) for prefix in prefixes])

    def row(self, prefix):
        rng = np.random.default_rng((self.seed, *prefix))
        logits = self.peaked * rng.normal(size=self.tokens)
        logits[rng.permutation(self.tokens)[: self.banned]] = -np.inf
        return logits - np.log(np.exp(logits).sum())


def searched(candidate, model, start, end, width, most, alpha=0.0):
    """Texts, scores and calls of the submission."""
    tools = candidate.helper("tools", TOOLS)
    return expect.sequence(tools.drawn(*model.facts, start, end, width, most, alpha), 3, what="the result")


def expect_same(candidate, model, start, end, width, most, because, alpha=0.0):
    wanted = reference.beam_search(model.step, start, end, width, most, alpha)
    texts, scores, _ = searched(candidate, model, start, end, width, most, alpha)
    expect.equal(texts, [tokens for tokens, _ in wanted], what="the texts", because=because)
    expect.close(scores, [score for _, score in wanted], rtol=1e-7, what="the scores", because=because)


def expect_tabled(candidate, rows, start, end, width, most, wanted, because, alpha=0.0):
    texts, scores, _ = expect.sequence(
        candidate.helper("tools", TOOLS).tabled(rows, start, end, width, most, alpha), 3, what="the result"
    )
    expect.equal(texts, [tokens for tokens, _ in wanted], what="the texts", because=because)
    expect.close(scores, [score for _, score in wanted], rtol=1e-7, what="the scores", because=because)


def test_a_wide_beam_finds_the_best_text(candidate):
    for seed, tokens, most in [(1, 3, 4), (2, 4, 3)]:
        model = Model(seed, tokens)
        texts = []
        for length in range(1, most + 1):
            for text in itertools.product(range(tokens), repeat=length):
                if 0 in text[:-1] or (length < most and text[-1] != 0):
                    continue
                total = sum(model.row((0, *text[:k]))[text[k]] for k in range(length))
                texts.append((list(text), float(total)))
        best = max(texts, key=lambda one: one[1])
        found, scores, _ = searched(candidate, model, 0, 0, 200, most)
        because = "The beam is as wide as there are texts: nothing is cut."
        expect.equal(expect.sequence(found)[0], best[0], what="the best text", because=because)
        expect.close(expect.sequence(scores)[0], best[1], rtol=1e-7, what="its score", because=because)
        expect.equal(len(found), len(texts), what="the number of texts", because=because)


def test_a_narrow_beam_keeps_the_best_of_all_beams(candidate):
    for seed, width in [(10, 1), (11, 2), (12, 3), (13, 5)]:
        expect_same(candidate, Model(seed, 6), 0, 0, width, 6, "The best continuations of all beams together go on.")
        expect_same(candidate, Model(seed, 9), 4, 2, width, 4, "The first and the last token differ.")


def test_finished_texts_are_set_aside(candidate):
    low = np.log(0.05)
    rows = [
        ((0,), [np.log(0.5), np.log(0.45), low]),
        ((0, 1), [low, np.log(0.9), low]),
        ((0, 1, 1), [np.log(0.95), np.log(0.03), np.log(0.02)]),
        ((0, 2), [np.log(0.31), np.log(0.29), np.log(0.4)]),
        ((0, 1, 1, 1), [np.log(0.4), np.log(0.3), np.log(0.3)]),
    ]
    wanted = [([0], np.log(0.5)), ([1, 1, 0], np.log(0.45 * 0.9 * 0.95))]
    because = "A finished text takes its place in the step in which it ends, and is not gone on with."
    expect_tabled(candidate, rows, 0, 0, 2, 3, wanted, because)
    for seed in (20, 21, 22, 23):
        expect_same(candidate, Model(seed, 3, peaked=0.7), 0, 0, 3, 6, "Texts end early and late.")


def test_texts_that_do_not_end(candidate):
    for seed, most in [(30, 1), (31, 2), (32, 5)]:
        expect_same(candidate, Model(seed, 8), 0, 0, 3, most, "Few texts end in so many tokens.")
        expect_same(candidate, Model(seed, 4), 0, 99, 3, most, "No text ends: there is no such token.")


def test_longer_texts_are_not_punished(candidate):
    for seed in (40, 41, 42, 43, 44):
        for alpha in (0.5, 1.0, 2.0):
            because = "Scores are divided by a power of the length; the end counts as a token."
            expect_same(candidate, Model(seed, 3, peaked=0.5), 0, 0, 3, 6, because, alpha=alpha)
    rows = [((0,), [np.log(0.6), np.log(0.4)]), ((0, 1), [np.log(0.99), np.log(0.01)])]
    wanted = [([1, 0], np.log(0.4 * 0.99) / 4), ([0], np.log(0.6))]
    expect_tabled(candidate, rows, 0, 0, 2, 2, wanted, "A longer text overtakes a shorter one.", alpha=2.0)


def test_the_beam_is_kept_by_sums(candidate):
    for seed in (50, 51, 52, 53, 54, 55):
        because = "Within the search, sums decide; the power of the length belongs to the end."
        expect_same(candidate, Model(seed, 5, peaked=0.6), 0, 0, 2, 7, because, alpha=3.0)


def test_banned_tokens(candidate):
    for seed, tokens, banned in [(60, 5, 2), (61, 5, 4), (62, 3, 2)]:
        expect_same(candidate, Model(seed, tokens, banned), 0, 0, 4, 4, "Some tokens have a chance of 0.")


def test_ties_go_to_the_smaller_text(candidate):
    flat = [np.log(0.25)] * 4
    rows = [((0, *text), flat) for length in range(4) for text in itertools.product(range(4), repeat=length)]
    wanted = [([0], np.log(0.25)), ([1, 0], 2 * np.log(0.25)), ([1, 1], 2 * np.log(0.25))]
    expect_tabled(candidate, rows, 0, 0, 3, 2, wanted, "All tokens are equally likely.")
    even = [((0,), np.log([0.2, 0.4, 0.4])), ((0, 1), np.log([0.5, 0.5, 1e-9])), ((0, 2), np.log([0.5, 0.5, 1e-9]))]
    wanted = [([1, 0], np.log(0.2)), ([1, 1], np.log(0.2))]
    expect_tabled(candidate, even, 0, 0, 2, 2, wanted, "Texts of several beams are equally likely.")
    cut = [((0,), [-9.0, -2.0, -1.0]), ((0, 1), [-1.0, -9.0, -9.0]), ((0, 2), [-2.0, -2.0, -9.0])]
    expect_tabled(candidate, cut, 0, 0, 2, 2, [([1, 0], -3.0), ([2, 0], -3.0)], "The beam is cut among equal texts.")
    early = [((0,), [-1.0, -9.0, -3.0]), ((0, 0), [-9.0, -9.0, -2.0]), ((0, 1), [-9.0, -9.0, -9.0])]
    because = "A text that ended early is as likely as one that ended late."
    expect_tabled(candidate, early, 0, 2, 2, 2, [([0, 2], -3.0), ([2], -3.0)], because)


def test_one_call_a_step(candidate):
    for seed, width, most in [(70, 1, 4), (71, 4, 5), (72, 6, 3)]:
        model = Model(seed, 6)
        reference.beam_search(model.step, 3, 0, width, most)
        _, _, calls = searched(candidate, Model(seed, 6), 3, 0, width, most)
        calls = [sorted(tuple(prefix) for prefix in expect.sequence(call)) for call in expect.sequence(calls)]
        because = "Each step asks once, for all beams that go on, each with the first token in front."
        expect.equal(calls, [sorted(call) for call in model.calls], what="the calls", because=because)


def test_refuses_impossible_input(candidate):
    rows = [((0,), np.log([0.3, 0.7])), ((0, 1), np.log([0.8, 0.2]))]
    tools = candidate.helper("tools", TOOLS)
    for width, most, alpha, why in [
        (0, 2, 0.0, "the width is 0"),
        (-1, 2, 0.0, "the width is negative"),
        (2, 0, 0.0, "no token may be written"),
        (2, 2, -0.5, "alpha is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            tools.tabled(rows, 0, 0, width, most, alpha)
    wanted = [([1, 0], np.log(0.56)), ([0], np.log(0.3))]
    expect_tabled(candidate, rows, 0, 0, 2, 2, wanted, "An ordinary call.")
    texts, scores = expect.sequence(tools.default(rows, 0, 0, 2, 2), 2)
    expect.equal(texts, [[1, 0], [0]], because="Alpha is not given.")
    expect.close(scores, [np.log(0.56), np.log(0.3)], because="Alpha is not given.")
