"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def tokens(seed, leading, n, m, d, v, scale=1.5):
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(0.0, scale, (*leading, *shape)) for shape in ((n, d), (m, d), (m, v)))


def expect_same(candidate, Q, K, V, because, **options):
    found = expect.sequence(candidate.attention(Q, K, V, **options), 2, what="the result")
    output, weights = reference.attention(Q, K, V, **options)
    expect.close(found[1], weights, rtol=1e-9, atol=1e-12, what="the weights", because=because)
    expect.close(found[0], output, rtol=1e-9, atol=1e-12, what="the output", because=because)


def test_each_query_shares_out_one(candidate):
    for seed, n, m, d, v in [(1, 5, 7, 4, 3), (2, 1, 6, 9, 2), (3, 6, 1, 2, 5), (4, 8, 8, 1, 1)]:
        expect_same(candidate, *tokens(seed, (), n, m, d, v), "Queries and keys of several widths.")


def test_leading_axes(candidate):
    for seed, leading in [(5, (3,)), (6, (2, 4)), (7, (1, 2, 3)), (8, (5, 1))]:
        expect_same(candidate, *tokens(seed, leading, 4, 6, 3, 2), "A batch, or a batch and heads.")
    expect_same(candidate, *tokens(9, (4, 4), 4, 4, 4, 4), "All axes are equally long.")
    expect_same(candidate, *tokens(10, (3,), 5, 5, 2, 2), "A batch with a causal mask.", causal=True)


def test_masks_of_any_shape(candidate):
    rng = np.random.default_rng(11)
    Q, K, V = tokens(12, (2, 3), 4, 5, 3, 2)
    for shape in [(4, 5), (2, 3, 4, 5), (2, 1, 1, 5), (3, 4, 1), (5,), (1, 5)]:
        mask = rng.random(shape) < 0.6
        mask[..., 0] = True
        expect_same(candidate, Q, K, V, "Masks that are broadcast to all scores.", mask=mask)
    mask = rng.random((4, 5)) < 0.5
    mask[:, 1] = True
    expect_same(candidate, Q[0, 0], K[0, 0], V[0, 0], "The mask is a list of lists.", mask=mask.tolist())


def test_causal_masks(candidate):
    for seed, n in [(13, 1), (14, 2), (15, 9)]:
        Q, K, V = tokens(seed, (2,), n, n, 3, 2)
        expect_same(candidate, Q, K, V, "As many queries as keys.", causal=True)
    mask = np.random.default_rng(16).random((9, 9)) < 0.5
    np.fill_diagonal(mask, val=True)
    expect_same(candidate, Q, K, V, "A causal mask together with another one.", causal=True, mask=mask)


def test_fewer_queries_than_keys(candidate):
    for seed, n, m in [(17, 1, 6), (18, 3, 7), (19, 4, 5)]:
        expect_same(candidate, *tokens(seed, (2,), n, m, 3, 2), "The last query is the newest token.", causal=True)
    expect_same(candidate, *tokens(20, (), 6, 4, 3, 2), "There are more queries than keys.", causal=True)


def test_queries_that_may_look_at_nothing(candidate):
    Q, K, V = tokens(21, (2,), 4, 5, 3, 2)
    mask = np.random.default_rng(22).random((2, 4, 5)) < 0.6
    mask[0, 1] = False
    mask[1, 3] = False
    expect_same(candidate, Q, K, V, "Some queries may look at nothing.", mask=mask)
    expect_same(candidate, Q, K, V, "No query may look at anything.", mask=np.zeros((4, 5), dtype=bool))
    padded = np.arange(5) >= 2
    expect_same(candidate, Q[:, :, :], K, V, "Padding in front, and causal.", mask=padded, causal=True)


def test_large_scores(candidate):
    for scale in (1e3, 1e10, 1e150):
        Q, K, V = tokens(23, (), 6, 6, 3, 2, scale)
        V = V / scale
        expect_same(candidate, Q, K, V, "Scores are huge.")
        expect_same(candidate, Q, K, V, "Scores are huge, and later ones masked.", causal=True)
    Q, K, V = [[1e5, 0.0]], [[-1e9, 0.0], [-1e9, 1.0], [1e9, 0.0]], [[1.0], [2.0], [3.0]]
    expect_same(candidate, Q, K, V, "The masked key has the largest score by far.", mask=[[True, True, False]])


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(24)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        Q, K, V = (rng.normal(7.0, 3.0, shape).clip(0, 15).astype(dtype) for shape in ((3, 4), (5, 4), (5, 2)))
        expect_same(candidate, Q, K, V, "Values of a small dtype.", causal=True)
        expect_same(candidate, Q.tolist(), K.tolist(), V.tolist(), "Values in lists.")
    Q, K, V = tokens(25, (), 3, 5, 4, 2)
    for place in range(3):
        mixed = [one.astype(np.float32) if at == place else one for at, one in enumerate((Q, K, V))]
        expect_same(candidate, *mixed, "One argument is in single precision.")
    mask = rng.random((3, 5)) < 0.5
    called = candidate.attention.with_arguments(Q, K, V, mask, True)
    for after, before in zip(called.arguments, (Q, K, V, mask), strict=False):
        expect.equal(after, before, because="The arguments after the call.")


def test_refuses_impossible_input(candidate):
    Q, K, V = tokens(26, (2,), 3, 5, 4, 2)
    for q, k, v, why in [
        (Q[0, 0], K[0], V[0], "Q has one axis"),
        (Q, K[0], V, "the leading axes differ"),
        (Q, K[:1], V[:1], "a batch of one would have to be broadcast"),
        (Q[:1], K, V, "a batch of one would have to be broadcast"),
        (Q, K, V[:1], "a batch of one would have to be broadcast"),
        (Q[..., :3], K, V, "queries and keys differ in width"),
        (Q[..., :1], K, V, "queries of width 1 would have to be broadcast"),
        (Q, K, V[:, :4], "a value is missing"),
        (Q, K, V[:, :1], "there is one value for all keys"),
        (Q[:, :0], K, V, "there are no queries"),
        (Q, K[:, :0], V[:, :0], "there are no keys"),
        (Q[..., :0], K[..., :0], V, "queries and keys have no columns"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.attention(q, k, v)
    for mask, why in [
        (np.zeros((3, 5)), "the mask consists of floats"),
        (np.ones((3, 5), dtype=int), "the mask consists of whole numbers"),
        (np.ones((5, 3), dtype=bool), "the mask is turned"),
        (np.ones((3, 4), dtype=bool), "the mask lacks a key"),
        (np.ones((4, 2, 3, 5), dtype=bool), "the mask has an axis too many"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.attention(Q, K, V, mask=mask)
    expect_same(candidate, Q, K, V, "An ordinary call.")
