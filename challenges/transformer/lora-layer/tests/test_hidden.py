"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

SHAPES = [((5,), 4, 3, 2), ((2, 3), 6, 4, 2), ((), 3, 5, 1), ((2, 2, 3), 4, 4, 3), ((4,), 4, 4, 4)]
"""The leading axes of x, d_in, d_out and the rank."""


def layer(seed, leading, d_in, d_out, rank):
    """x, W, A, B."""
    rng = np.random.default_rng(seed)
    shapes = ((*leading, d_in), (d_out, d_in), (rank, d_in), (d_out, rank))
    return tuple(rng.normal(size=shape) for shape in shapes)


def expect_same(candidate, x, W, A, B, alpha, because):
    wanted = reference.forward(x, W, A, B, alpha)
    expect.close(candidate.forward(x, W, A, B, alpha), wanted, rtol=1e-7, what="y", because=because)


def expect_same_gradient(candidate, part, case, alpha, because):
    x, W, A, B = case
    dy = np.random.default_rng(99).normal(size=np.shape(x)[:-1] + np.shape(W)[:1])
    wanted = reference.backward(dy, x, W, A, B, alpha)[part]
    found = expect.sequence(candidate.backward(dy, x, W, A, B, alpha), 3, what="the gradients")[part]
    expect.close(found, wanted, rtol=1e-7, atol=1e-10, what="the gradient", because=because)


def test_any_leading_axes(candidate):
    for seed, shape in enumerate(SHAPES):
        expect_same(candidate, *layer(seed, *shape), 3.0, "Tokens with any number of leading axes.")


def test_scale_is_alpha_by_rank(candidate):
    for seed, rank in [(10, 1), (11, 2), (12, 8)]:
        for alpha in (1.0, 16.0, 0.5, -2.0):
            expect_same(candidate, *layer(seed, (3,), 8, 8, rank), alpha, "Several ranks and alphas.")
    expect_same(candidate, *layer(13, (3,), 4, 4, 2), 0.0, "An alpha of 0.")
    expect_same(candidate, *layer(14, (3,), 4, 4, 4), 3, "Alpha is a whole number, and no multiple of the rank.")


def test_a_fresh_layer_changes_nothing(candidate):
    x, W, A, B = layer(15, (4,), 5, 3, 2)
    expect.close(candidate.forward(x, W, A, 0 * B, 8.0), x @ W.T, rtol=1e-7, because="B is all zeros.")
    expect.close(candidate.merge(W, A, 0 * B, 8.0), W, rtol=1e-7, because="B is all zeros.")
    dA = expect.sequence(candidate.backward(x @ W.T, x, W, A, 0 * B, 8.0), 3, what="the gradients")[1]
    expect.close(dA, 0 * A, because="B is all zeros: A learns nothing in the first step.")


def test_merged_weights_do_the_same(candidate):
    for seed, shape in enumerate(SHAPES, 20):
        x, W, A, B = layer(seed, *shape)
        merged = expect.array(candidate.merge(W, A, B, 5.0), W.shape, what="the merged weight")
        expect.close(x @ merged.T, reference.forward(x, W, A, B, 5.0), rtol=1e-7, because="One matrix for both.")


def test_gradient_by_x(candidate):
    for seed, shape in enumerate(SHAPES, 30):
        expect_same_gradient(candidate, 0, layer(seed, *shape), 3.0, "The gradient by x has two parts.")


def test_gradient_by_a(candidate):
    for seed, shape in enumerate(SHAPES, 40):
        expect_same_gradient(candidate, 1, layer(seed, *shape), 3.0, "The gradient by A, over all tokens.")


def test_gradient_by_b(candidate):
    for seed, shape in enumerate(SHAPES, 50):
        expect_same_gradient(candidate, 2, layer(seed, *shape), 3.0, "The gradient by B, over all tokens.")


def test_gradients_are_slopes(candidate):
    for seed, shape in enumerate(SHAPES, 60):
        x, W, A, B = layer(seed, *shape)
        rng = np.random.default_rng(seed)
        dy = rng.normal(size=(*shape[0], shape[2]))
        found = expect.sequence(candidate.backward(dy, x, W, A, B, 3.0), 3, what="the gradients")
        moves = [1e-5 * rng.normal(size=one.shape) for one in (x, A, B)]
        wanted = 2 * sum(
            float((expect.array(by, move.shape, what="a gradient") * move).sum())
            for by, move in zip(found, moves, strict=True)
        )
        ends = []
        for sign in (1, -1):
            moved = [one + sign * move for one, move in zip((x, A, B), moves, strict=True)]
            y = candidate.forward(moved[0], W, moved[1], moved[2], 3.0)
            ends.append(float((expect.array(y, dy.shape, what="y") * dy).sum()))
        because = "A small step of x, A and B changes the result as the gradients say."
        expect.close(ends[0] - ends[1], wanted, rtol=1e-4, atol=1e-10, because=because)


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(71)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        case = [rng.integers(0, 40, shape).astype(dtype) for shape in ((3, 4), (5, 4), (2, 4), (5, 2))]
        for one in (case, [array.tolist() for array in case]):
            expect_same(candidate, *one, 2, "Values of a small dtype, or in lists.")
            expect.close(candidate.merge(*one[1:], 2), reference.merge(*one[1:], 2), because="Small dtypes, or lists.")
            dy = rng.integers(0, 40, (3, 5)).astype(dtype)
            wanted = reference.backward(dy, *one, 2)
            found = expect.sequence(candidate.backward(dy, *one, 2), 3, what="the gradients")
            for gradient, expected in zip(found, wanted, strict=True):
                expect.close(gradient, expected, because="Values of a small dtype, or in lists.")
    x, W, A, B = layer(72, (3,), 4, 5, 2)
    dy = rng.normal(size=(3, 5))
    for name, arguments in [("forward", (x, W, A, B)), ("merge", (W, A, B)), ("backward", (dy, x, W, A, B))]:
        after = getattr(candidate, name).with_arguments(*arguments, 2.0).arguments[: len(arguments)]
        for array, expected in zip(after, arguments, strict=True):
            expect.equal(array, expected, because="The arguments after the call.")


def test_refuses_impossible_input(candidate):
    x, W, A, B = layer(73, (3,), 4, 5, 2)
    dy = np.ones((3, 5))
    for tokens, weight, a, b, why in [
        (3.0, W, A, B, "x is a number"),
        (x[:0], W, A, B, "there are no tokens"),
        (x[:, :3], W, A, B, "x lacks a feature"),
        (x, W[0], A, B, "W is flat"),
        (x, W, A[0], B, "A is flat"),
        (x, W, A, B[:, 0], "B is flat"),
        (x, W, A[:, :3], B, "A lacks a feature"),
        (x, W, A[:1], B, "A and B differ in rank"),
        (x, W, A, B[:1], "B has one row, which NumPy would broadcast"),
        (x, W, A[:0], B[:, :0], "the rank is 0"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.forward(tokens, weight, a, b, 2.0)
        with candidate.raises(ValueError, because=why):
            candidate.backward(dy, tokens, weight, a, b, 2.0)
        if tokens is x:
            with candidate.raises(ValueError, because=why):
                candidate.merge(weight, a, b, 2.0)
    for bad, why in [
        (dy[:2], "a gradient is missing"),
        (dy[:, :4], "an output's is missing"),
        (dy[None], "dy has an axis more"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.backward(bad, x, W, A, B, 2.0)
    expect_same(candidate, x, W, A, B, 2.0, "An ordinary call.")
    for part in range(3):
        expect_same_gradient(candidate, part, (x, W, A, B), 2.0, "An ordinary call.")
    expect.close(candidate.merge(W, A, B, 2.0), reference.merge(W, A, B, 2.0), because="An ordinary call.")
