"""The checks that decide."""

import numpy as np

from prep.grading import expect

NAMES = ("query", "key", "value", "out")

TOOLS = """
import numpy as np
import solution


class Layer:
    def __init__(self, weights):
        self.weights = {name: np.array(matrix, dtype=float) for name, matrix in weights.items()}
        self.tokens = dict.fromkeys(self.weights, 0)

    def _project(self, name, x):
        x = np.asarray(x, dtype=float)
        self.tokens[name] += x.size // x.shape[-1]
        return x @ self.weights[name]

    def query(self, x):
        return self._project("query", x)

    def key(self, x):
        return self._project("key", x)

    def value(self, x):
        return self._project("value", x)

    def out(self, x):
        return self._project("out", x)


def read(weights, heads, orders):
    # What each step returned, the length after each order, and how many tokens were projected.
    layer = Layer(weights)
    cache = solution.CachedAttention(layer, heads)
    found, lengths = [], []
    for name, argument in orders:
        result = getattr(cache, name)(argument)
        if name == "step":
            found.append(result)
        lengths.append(cache.length)
    return found, lengths, layer.tokens


class Plain:
    def query(self, x):
        return x

    key = value = out = query


def from_a_buffer(x, heads, cut):
    # Each part comes in the same array, which the caller goes on to use; so does what comes back.
    cache, found, start = solution.CachedAttention(Plain(), heads), [], 0
    buffer = np.empty((x.shape[0], max(cut), x.shape[2]))
    for length in cut:
        buffer[:, :length] = x[:, start : start + length]
        result = cache.step(buffer[:, :length])
        found.append(np.array(result))
        np.asarray(result)[...] = 7.0
        buffer[...] = -3.0
        start += length
    return found


def make(weights, heads):
    return solution.CachedAttention(Layer(weights), heads)
"""


def weights(seed, d):
    rng = np.random.default_rng(seed)
    return {name: rng.normal(0.0, 0.7, (d, d)) for name in NAMES}


def tokens(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def full(layer, heads, x):
    """The layer's output for whole sequences, read at once: shape (b, n, d)."""
    b, n, d = x.shape
    queries, keys, values = (
        (x @ layer[name]).reshape(b, n, heads, d // heads).swapaxes(1, 2) for name in ("query", "key", "value")
    )
    scores = queries @ keys.swapaxes(2, 3) / np.sqrt(d / heads)
    scores[..., np.triu(np.ones((n, n), dtype=bool), 1)] = -np.inf
    powers = np.exp(scores - scores.max(axis=3, keepdims=True))
    merged = (powers / powers.sum(axis=3, keepdims=True) @ values).swapaxes(1, 2).reshape(b, n, d)
    return merged @ layer["out"]


def drive(candidate, layer, heads, orders, steps):
    """The outputs of the steps, lengths and counts."""
    found = expect.sequence(candidate.helper("tools", TOOLS).read(layer, heads, orders), 3, what="the result")
    return expect.sequence(found[0], steps, what="the outputs"), found[1], found[2]


def expect_read(candidate, layer, heads, x, cut, because):
    """Read in parts of these lengths, x gives what reading it at once gives."""
    ends = np.cumsum(cut)
    orders = [("step", x[:, end - length : end]) for length, end in zip(cut, ends, strict=True)]
    found, _, _ = drive(candidate, layer, heads, orders, len(cut))
    wanted = np.split(full(layer, heads, x), ends[:-1], axis=1)
    for part, expected in zip(found, wanted, strict=True):
        expect.close(part, expected, rtol=1e-7, atol=1e-10, what="the output", because=because)


def test_token_by_token_is_reading_at_once(candidate):
    for seed, b, n, d, heads in [(1, 1, 7, 4, 2), (2, 3, 5, 6, 3), (3, 2, 9, 4, 1), (4, 2, 3, 4, 4)]:
        expect_read(candidate, weights(seed, d), heads, tokens(seed, b, n, d), [1] * n, "One token at a time.")


def test_parts_of_any_length(candidate):
    layer, x = weights(10, 6), tokens(11, 2, 12, 6)
    for cut in ([12], [5, 7], [1, 4, 7], [6, 1, 1, 4], [3, 3, 3, 3]):
        expect_read(candidate, layer, 2, x, cut, "A prompt and more, in parts of several lengths.")
    big = np.concatenate([1e3 * x[:, :4], x[:, 4:]], axis=1)
    expect_read(candidate, layer, 2, big, [4, 2, 6], "Scores are very large.")


def test_projects_each_token_once(candidate):
    layer, x = weights(20, 4), tokens(21, 2, 20, 4)
    cut = [6, *[1] * 10, 4]
    ends = np.cumsum(cut)
    orders = [("step", x[:, end - length : end]) for length, end in zip(cut, ends, strict=True)]
    _, lengths, counts = drive(candidate, layer, 2, orders, len(cut))
    expect.equal(list(lengths), ends.tolist(), what="the lengths", because="The length after each step.")
    counts = expect.mapping(counts, NAMES, what="the counts")
    for name in NAMES:
        because = "Two sequences of 20 tokens are 40 tokens for each projection, however they are read."
        expect.equal(counts[name], 40, what="the tokens projected", because=because)


def test_keeps_a_shorter_text(candidate):
    layer, x, other = weights(30, 4), tokens(31, 2, 8, 4), tokens(32, 2, 5, 4)
    for kept, more in [(5, 3), (1, 5), (8, 2), (6, 1)]:
        orders = [("step", x), ("keep", kept), ("step", other[:, :more])]
        found, lengths, _ = drive(candidate, layer, 2, orders, 2)
        expect.equal(list(lengths), [8, kept, kept + more], what="the lengths", because="The length after each order.")
        wanted = full(layer, 2, np.concatenate([x[:, :kept], other[:, :more]], axis=1))[:, kept:]
        because = "After the last tokens were dropped, others follow."
        expect.close(found[1], wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)
    orders = [("step", x), ("keep", 0), ("step", other)]
    found, _, _ = drive(candidate, layer, 2, orders, 2)
    because = "Nothing was kept: it begins anew."
    expect.close(found[1], full(layer, 2, other), rtol=1e-7, atol=1e-10, what="the output", because=because)
    fewer = tokens(34, 3, 2, 4)
    found, _, _ = drive(candidate, layer, 2, [("step", x), ("keep", 0), ("step", fewer)], 2)
    because = "Nothing was kept: any number of sequences may follow."
    expect.close(found[1], full(layer, 2, fewer), rtol=1e-7, atol=1e-10, what="the output", because=because)


def test_reorders_sequences(candidate):
    layer, x = weights(40, 4), tokens(41, 3, 5, 4)
    for rows in ([2, 0, 1], [1, 1, 1], [0], [2, 2, 0, 1, 0]):
        more = tokens(42, len(rows), 2, 4)
        found, lengths, _ = drive(candidate, layer, 2, [("step", x), ("reorder", rows), ("step", more)], 2)
        expect.equal(list(lengths), [5, 5, 7], what="the lengths", because="The length after each order.")
        wanted = full(layer, 2, np.concatenate([x[rows], more], axis=1))[:, 5:]
        because = "Sequences go on from others, as beams do."
        expect.close(found[1], wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)


def test_two_caches_share_nothing(candidate):
    tools = candidate.helper("tools", TOOLS)
    layer, x, other = weights(50, 4), tokens(51, 1, 4, 4), tokens(52, 1, 4, 4)
    first, second = (expect.remote(tools.make(layer, 2), what="CachedAttention(...)") for _ in range(2))
    first.step(x[:, :3])
    second.step(other[:, :3])
    for cache, sequence in ((first, x), (second, other)):
        wanted = full(layer, 2, sequence)[:, 3:]
        because = "Two caches are read in turn."
        expect.close(cache.step(sequence[:, 3:]), wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)


def test_arguments_and_small_dtypes(candidate):
    tools = candidate.helper("tools", TOOLS)
    layer, x = weights(60, 4), tokens(61, 1, 4, 4)
    cache = expect.remote(tools.make(layer, 2), what="CachedAttention(...)")
    expect.equal(cache.step.with_arguments(x).arguments[0], x, because="The tokens after the call.")
    plain, x = {name: np.eye(4) for name in NAMES}, tokens(63, 2, 6, 4)
    for cut in ([1] * 6, [3, 1, 2]):
        found = expect.sequence(tools.from_a_buffer(x, 2, cut), len(cut), what="the outputs")
        for part, wanted in zip(found, np.split(full(plain, 2, x), np.cumsum(cut)[:-1], axis=1), strict=True):
            because = "The caller goes on to use the arrays that were given, and those that came back."
            expect.close(part, wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)
    rng = np.random.default_rng(62)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        small = rng.integers(0, 5, (2, 4, 4)).astype(dtype)
        wanted = full(layer, 2, small.astype(float))
        for one in (small, small.tolist()):
            orders = [("step", one)]
            found, _, _ = drive(candidate, layer, 2, orders, 1)
            because = "Tokens of a small dtype, or in lists."
            expect.close(found[0], wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)


def test_refuses_impossible_input(candidate):
    tools = candidate.helper("tools", TOOLS)
    layer, x = weights(70, 4), tokens(71, 2, 3, 4)
    with candidate.raises(ValueError, because="there is no head"):
        tools.make(layer, 0)
    for bad, heads, why in [
        (x[0], 2, "tokens have two axes"),
        (x[:, :0], 2, "there are no tokens"),
        (x, 3, "heads do not divide the features"),
    ]:
        cache = tools.make(layer, heads)
        with candidate.raises(ValueError, because=why):
            cache.step(bad)
    cache = tools.make(layer, 2)
    with candidate.raises(ValueError, because="there is nothing to reorder"):
        cache.reorder([0])
    cache.step(x)
    for name, bad, why in [
        ("step", x[:1], "a sequence is missing, which NumPy would broadcast"),
        ("step", np.concatenate([x, x]), "there are more sequences than before"),
        ("keep", 4, "there are not as many tokens"),
        ("keep", -1, "the number of tokens is negative"),
        ("reorder", [0, 2], "there is no such sequence"),
        ("reorder", [-1, 0], "a sequence is negative"),
        ("reorder", [], "no sequence would be left"),
        ("reorder", [[0, 1]], "rows are a table"),
    ]:
        with candidate.raises(ValueError, because=why):
            getattr(cache, name)(bad)
    more = tokens(72, 2, 2, 4)
    wanted = full(layer, 2, np.concatenate([x, more], axis=1))[:, 3:]
    because = "An ordinary call, after calls that were refused."
    expect.close(cache.step(more), wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)


DRIVER = """
import numpy as np
import solution

IDENTITY = np.eye(32)


class Layer:
    def query(self, x):
        return x @ IDENTITY

    key = value = out = query


def write(x):
    cache = solution.CachedAttention(Layer(), 4)
    return [cache.step(x[:, place : place + 1]) for place in range(x.shape[1])][-1]
"""


def test_keeps_the_latency_budget(latency):
    def cases(rng):
        return (rng.normal(size=(1, 96, 32)),)

    latency.check(lambda submission, x: submission.helper("driver", DRIVER).write(x), cases)
