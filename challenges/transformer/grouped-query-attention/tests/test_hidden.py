"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def parts(seed, b, heads, groups, n, m, d=4, v=3, scale=1.0):
    """Q, K and V."""
    rng = np.random.default_rng(seed)
    return (
        scale * rng.normal(size=(b, heads, n, d)),
        rng.normal(size=(b, groups, m, d)),
        rng.normal(size=(b, groups, m, v)),
    )


def expect_same(candidate, Q, K, V, because, **causal):
    wanted = reference.grouped_attention(Q, K, V, **causal)
    found = candidate.grouped_attention(Q, K, V, **causal)
    expect.close(found, wanted, rtol=1e-7, atol=1e-10, what="the output", because=because)


def expect_same_pooled(candidate, weight, heads, groups, because):
    wanted = reference.pool_heads(weight, heads, groups)
    expect.close(candidate.pool_heads(weight, heads, groups), wanted, rtol=1e-9, what="the weight", because=because)


def test_as_many_groups_as_heads(candidate):
    expect_same(candidate, *parts(1, 2, 3, 3, 4, 4), "Each head has keys and values of its own.")
    expect_same(candidate, *parts(2, 1, 1, 1, 3, 5, d=1), "There is one head.")


def test_one_group_for_all_heads(candidate):
    expect_same(candidate, *parts(3, 2, 4, 1, 3, 3), "All heads share one set of keys and values.")
    expect_same(candidate, *parts(4, 3, 3, 1, 3, 3, d=3), "There are as many sequences as heads and tokens.")


def test_neighbouring_heads_share(candidate):
    for seed, heads, groups in [(5, 4, 2), (6, 6, 2), (7, 6, 3), (8, 8, 2), (9, 9, 3)]:
        expect_same(candidate, *parts(seed, 2, heads, groups, 3, 5), "Several heads share a group.")


def test_scores_and_their_scale(candidate):
    for seed, d in [(10, 1), (11, 3), (12, 16)]:
        expect_same(candidate, *parts(seed, 2, 4, 2, 3, 4, d=d, v=2), "Scores are divided by the root of the width.")
    for scale in (300.0, 1e200):
        expect_same(candidate, *parts(13, 2, 4, 2, 3, 4, scale=scale), "Scores are very large.")


def test_causal_masks(candidate):
    for seed, heads, groups, n in [(14, 4, 2, 5), (15, 6, 3, 3), (16, 2, 2, 1)]:
        expect_same(candidate, *parts(seed, 2, heads, groups, n, n), "No query sees a later key.", causal=True)
    for seed, n, m in [(17, 1, 6), (18, 2, 5)]:
        because = "There are fewer queries than keys: they are the last ones."
        expect_same(candidate, *parts(seed, 2, 4, 2, n, m), because, causal=True)
    Q, K, V = parts(19, 1, 4, 2, 3, 3, scale=3.0)
    K[:, :, 2] = 200.0
    expect_same(candidate, np.abs(Q), K, V, "A key that is masked has by far the largest score.", causal=True)
    for size in (1e8, 1e12, 1e200):
        low = [np.full((1, 2, 3, 1), -size), np.ones((1, 1, 3, 1)), np.array([[[[1.0], [5.0], [9.0]]]])]
        expect_same(candidate, *low, "All scores are very low.", causal=True)


def test_pools_neighbouring_heads(candidate):
    rng = np.random.default_rng(20)
    for rows, heads, groups, width in [
        (3, 4, 2, 2),
        (5, 6, 3, 4),
        (4, 6, 2, 1),
        (2, 3, 3, 2),
        (4, 4, 1, 4),
        (2, 1, 1, 3),
    ]:
        because = "Heads that share a group are averaged, feature by feature."
        expect_same_pooled(candidate, rng.normal(size=(rows, heads * width)), heads, groups, because)


def test_pooling_equal_heads_changes_no_output(candidate):
    rng = np.random.default_rng(21)
    d, width, x = 6, 2, rng.normal(size=(2, 5, 6))
    alike = {name: np.tile(rng.normal(size=(d, 2, 1, width)), (1, 1, 3, 1)).reshape(d, -1) for name in "kv"}
    Q = rng.normal(size=(2, 6, 5, width))
    wide, narrow = [], []
    for name in "kv":
        pooled = expect.array(candidate.pool_heads(alike[name], 6, 2), (d, 2 * width), what="the pooled weight")
        wide.append((x @ alike[name]).reshape(2, 5, 6, width).swapaxes(1, 2))
        narrow.append((x @ pooled).reshape(2, 5, 2, width).swapaxes(1, 2))
    because = "Heads whose keys and values are alike may share them."
    wanted = reference.grouped_attention(Q, *wide)
    expect.close(candidate.grouped_attention(Q, *narrow), wanted, rtol=1e-7, atol=1e-10, because=because)


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(22)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        Q, K = (rng.integers(0, 20, (2, heads, 3, 2)).astype(dtype) for heads in (4, 2))
        V = rng.integers(0, 100, (2, 2, 3, 2)).astype(dtype)
        expect_same(candidate, Q, K, V, "Values of a small dtype.", causal=True)
        expect_same(candidate, Q.tolist(), K.tolist(), V.tolist(), "Values in lists.")
        weight = rng.integers(0, 100, (3, 8)).astype(dtype)
        expect_same_pooled(candidate, weight, 4, 2, "Weights of a small dtype.")
        expect_same_pooled(candidate, weight.tolist(), 4, 1, "Weights in lists.")
    weight = np.array([[1.0, 2.0, 3.1, 4.0], [0.1, 7.3, 900.0, 0.7]], dtype=np.float16)
    for heads, groups in ((2, 1), (4, 2), (4, 1)):
        expect_same_pooled(candidate, weight, heads, groups, "Weights of half precision.")
    arguments = parts(23, 1, 4, 2, 3, 3)
    for before, after in zip(
        arguments, candidate.grouped_attention.with_arguments(*arguments, causal=True).arguments, strict=True
    ):
        expect.equal(after, before, because="Q, K and V after the call.")
    weight = rng.normal(size=(2, 4))
    expect.equal(candidate.pool_heads.with_arguments(weight, 2, 1).arguments[0], weight, because="The weight after it.")


def test_refuses_impossible_input(candidate):
    Q, K, V = parts(24, 2, 4, 2, 3, 3, d=4, v=4)
    for query, key, value, why in [
        (Q[0], K, V, "Q has three axes"),
        (Q, K[0], V[0], "K and V have three axes"),
        (Q[:1], K, V, "Q has fewer sequences"),
        (Q[:, :3], K, V, "groups do not divide the heads"),
        (Q[:, :1], K, V, "there are more groups than heads"),
        (Q[..., :3], K, V, "Q and K differ in width"),
        (Q, K[:, :1], V, "K has fewer groups than V"),
        (Q, K, V[:, :, :2], "V has fewer tokens than K"),
        (Q, K[:, :, :2], V[:, :, :2], "there are more queries than keys"),
        (Q[:, :, :0], K, V, "there are no queries"),
        (Q, K, V[..., :0], "V has no columns"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.grouped_attention(query, key, value)
    weight = np.ones((3, 8))
    for bad, heads, groups, why in [
        (weight[0], 4, 2, "the weight is flat"),
        (weight[:0], 4, 2, "the weight has no rows"),
        (weight, 4, 3, "groups do not divide the heads"),
        (weight, 2, 4, "there are more groups than heads"),
        (weight, 3, 1, "heads do not divide the columns"),
        (weight, 0, 1, "there is no head"),
        (weight, 4, 0, "there is no group"),
        (weight, -4, -2, "the numbers are negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.pool_heads(bad, heads, groups)
    expect_same(candidate, Q, K, V, "An ordinary call.")
    expect_same_pooled(candidate, weight, 4, 2, "An ordinary call.")
