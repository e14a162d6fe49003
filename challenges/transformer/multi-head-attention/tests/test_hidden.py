"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def layer(seed, d, scale=0.7):
    rng = np.random.default_rng(seed)
    matrices = {name: rng.normal(0.0, scale, (d, d)) for name in "qkvo"}
    return matrices | {name + "_bias": rng.normal(size=d) for name in "qkvo"}


def tokens(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def expect_same(candidate, x, weights, heads, because, **options):
    wanted = reference.multi_head(x, weights, heads, **options)
    found = candidate.multi_head(x, weights, heads, **options)
    expect.close(found, wanted, rtol=1e-7, atol=1e-10, what="the tokens", because=because)


def plain(d, **changed):
    """A layer that passes its input through, but for what is changed."""
    return {name: np.eye(d) for name in "qkvo"} | {name + "_bias": np.zeros(d) for name in "qkvo"} | changed


def test_one_head_is_plain_attention(candidate):
    for seed, shape in [(1, (1, 4, 3)), (2, (3, 5, 4)), (3, (2, 1, 6)), (4, (2, 3, 1)), (5, (1, 1, 1))]:
        expect_same(candidate, tokens(seed, *shape), layer(seed, shape[2]), 1, "A single head, with all biases.")


def test_heads_are_blocks_of_columns(candidate):
    for seed, shape, heads in [(5, (2, 5, 6), 2), (6, (2, 5, 6), 3), (7, (3, 4, 8), 8), (8, (4, 4, 16), 4)]:
        weights = plain(shape[2]) | {name: layer(seed, shape[2])[name] for name in ("q", "k")}
        expect_same(candidate, tokens(seed, *shape), weights, heads, "Several heads.")


def test_heads_are_merged_in_order(candidate):
    for seed, shape, heads in [(9, (2, 3, 6), 2), (10, (3, 2, 12), 4), (11, (4, 4, 16), 4)]:
        expect_same(
            candidate, tokens(seed, *shape), layer(seed, shape[2]), heads, "Several heads, merged and projected."
        )


def test_scale_is_that_of_a_head(candidate):
    for seed, d, heads in [(12, 8, 2), (13, 8, 4), (14, 9, 3)]:
        x = 3.0 * tokens(seed, 2, 5, d)
        expect_same(candidate, x, plain(d), heads, "Scores are divided by the root of a head's width.")
    expect_same(candidate, 40.0 * tokens(15, 2, 5, 8), plain(8), 2, "Scores are thousands large.")


def test_causal_and_padded(candidate):
    rng = np.random.default_rng(16)
    weights = layer(17, 6)
    for seed, shape in [(18, (2, 5, 6)), (19, (5, 5, 6)), (20, (3, 1, 6))]:
        x = tokens(seed, *shape)
        expect_same(candidate, x, weights, 3, "Later tokens are hidden.", causal=True)
        padding = rng.random(shape[:2]) < 0.6
        padding[:, 0] = True
        expect_same(candidate, x, weights, 3, "Padding that differs from sequence to sequence.", padding=padding)
        expect_same(candidate, x, weights, 2, "Both masks together.", padding=padding, causal=True)


def test_cross_attention(candidate):
    weights = layer(21, 6)
    for seed, n, m in [(22, 3, 5), (23, 5, 2), (24, 4, 1)]:
        x, context = tokens(seed, 2, n, 6), tokens(seed + 50, 2, m, 6)
        expect_same(candidate, x, weights, 3, "Another sequence to attend to.", context=context)
        padding = np.random.default_rng(seed).random((2, m)) < 0.7
        padding[:, -1] = True
        because = "Another sequence to attend to, with padding."
        expect_same(candidate, x, weights, 2, because, context=context, padding=padding)


def test_rows_that_are_all_padding(candidate):
    weights, x = layer(25, 4), tokens(26, 3, 4, 4)
    padding = np.ones((3, 4), dtype=bool)
    padding[1] = False
    padding[2, :2] = False
    expect_same(candidate, x, weights, 2, "A sequence of nothing but padding.", padding=padding)
    expect_same(candidate, x, weights, 2, "Padding in front, and causal.", padding=padding, causal=True)


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(27)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        x = rng.integers(0, 12, (2, 3, 4)).astype(dtype)
        weights = {name: rng.integers(0, 12, array.shape).astype(dtype) for name, array in layer(28, 4).items()}
        expect_same(candidate, x, weights, 2, "Values of a small dtype.")
        lists = {name: array.tolist() for name, array in weights.items()}
        expect_same(candidate, x.tolist(), lists, 2, "Values in lists.", padding=[[True] * 3, [True, False, True]])
    x, weights, context = tokens(29, 2, 3, 4), layer(30, 4), tokens(31, 2, 5, 4)
    single = {name: array.astype(np.float32) for name, array in weights.items()}
    expect_same(candidate, x.astype(np.float32), single, 2, "Single precision.", context=context.astype(np.float32))
    padding = rng.random((2, 5)) < 0.5
    after = candidate.multi_head.with_arguments(x, weights, 2, context, False, padding).arguments
    for place, expected in [(0, x), (3, context), (5, padding)]:
        expect.equal(after[place], expected, because="The arguments after the call.")
    for name, array in weights.items():
        expect.equal(after[1][name], array, because="The weights after the call.")


def test_refuses_impossible_input(candidate):
    x, weights, context = tokens(32, 2, 3, 4), layer(33, 4), tokens(34, 2, 5, 4)
    wrong = {
        "q": np.ones((4, 3)),
        "k": np.ones((3, 4)),
        "v": np.ones(4),
        "o": np.ones((4, 1)),
        "q_bias": np.ones(1),
        "k_bias": np.ones((4, 4)),
        "v_bias": np.ones(3),
        "o_bias": np.ones((1, 4)),
    }
    for name, array in wrong.items():
        with candidate.raises(ValueError, because="a weight has the wrong shape"):
            candidate.multi_head(x, weights | {name: array}, 2)
    for bad, heads, options, why in [
        (x, 3, {}, "the number of heads does not divide d"),
        (x, 0, {}, "there are no heads"),
        (x, -2, {}, "the number of heads is negative"),
        (x[0], 2, {}, "x has two axes"),
        (x[:0], 2, {}, "there are no sequences"),
        (x[:, :0], 2, {}, "there are no tokens"),
        (x, 2, {"context": context[:1]}, "the context would be broadcast to all sequences"),
        (x, 2, {"context": context[..., :3]}, "the context lacks a feature"),
        (x, 2, {"context": context[:, :0]}, "there is nothing to attend to"),
        (x, 2, {"context": context[0]}, "the context has two axes"),
        (x, 2, {"context": context, "causal": True}, "a causal mask is asked for with a context"),
        (x, 2, {"padding": np.ones((2, 3))}, "padding consists of floats"),
        (x, 2, {"padding": np.ones((1, 3), dtype=bool)}, "padding would be broadcast to all sequences"),
        (x, 2, {"padding": np.ones((2, 5), dtype=bool)}, "padding has a token too many"),
        (x, 2, {"padding": np.ones(3, dtype=bool)}, "padding has one axis"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.multi_head(bad, weights, heads, **options)
    expect_same(candidate, x, weights, 4, "An ordinary call.")
