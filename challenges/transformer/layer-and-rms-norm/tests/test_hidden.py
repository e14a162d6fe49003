"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

SHAPES = [(6, 5), (4,), (2, 3, 7), (3, 1), (5, 2)]


def tokens(seed, shape, scale=2.0, middle=1.0):
    """x, gamma, beta and dy."""
    rng = np.random.default_rng(seed)
    x = rng.normal(middle, scale, shape)
    return x, rng.normal(1.0, 0.5, shape[-1]), rng.normal(size=shape[-1]), rng.normal(size=shape)


def expect_same(found, wanted, because, what, atol=1e-9):
    found = expect.sequence(found, len(wanted), what="the gradients") if isinstance(wanted, tuple) else [found]
    for array, expected in zip(found, wanted if isinstance(wanted, tuple) else [wanted], strict=True):
        expect.close(array, expected, rtol=1e-6, atol=atol, what=what, because=because)


def expect_same_forward(candidate, x, gamma, beta, because, **eps):
    expect_same(candidate.layer_norm(x, gamma, beta, **eps), reference.layer_norm(x, gamma, beta, **eps), because, "y")
    expect_same(candidate.rms_norm(x, gamma, **eps), reference.rms_norm(x, gamma, **eps), because, "y")


def gradients(module, name, part, dy, x, gamma, **eps):
    """One of the gradients that a backward function returns."""
    count = 3 if name == "layer_norm" else 2
    return expect.sequence(getattr(module, name + "_backward")(dy, x, gamma, **eps), count, what="the gradients")[part]


def expect_same_gradient(candidate, name, part, case, because, **eps):
    x, gamma, _, dy = case
    wanted = gradients(reference, name, part, dy, x, gamma, **eps)
    expect_same(gradients(candidate, name, part, dy, x, gamma, **eps), wanted, because, "the gradient")


def test_normalises_the_last_axis(candidate):
    for seed, shape in enumerate(SHAPES):
        x, gamma, beta, _ = tokens(seed, shape)
        expect_same_forward(candidate, x, gamma, beta, "Tokens with any number of leading axes.")
    x, gamma, beta, _ = tokens(9, (4, 4, 4))
    expect_same_forward(candidate, x, gamma, beta, "All axes are equally long.")


def test_eps_where_variance_is_small(candidate):
    for scale, eps in [(1e-3, {}), (1e-2, {"eps": 1e-3}), (1e-6, {"eps": 1e-12}), (1.0, {"eps": 5.0})]:
        x, gamma, beta, _ = tokens(10, (5, 6), scale, middle=0.0)
        expect_same_forward(candidate, x, gamma, beta, "Tokens that hardly vary.", **eps)
    constant = np.full((2, 4), 3.0)
    expect_same_forward(candidate, constant, gamma[:4], beta[:4], "Tokens that are constant.")
    expect_same_forward(candidate, np.zeros((2, 4)), gamma[:4], beta[:4], "Tokens of zeros.")


def test_tokens_far_from_zero(candidate):
    x, gamma, beta, dy = tokens(11, (5, 6), 1.0, middle=1e7)
    expect_same(candidate.layer_norm(x, gamma, beta), reference.layer_norm(x, gamma, beta), "Features near 10⁷.", "y")
    expect_same_gradient(candidate, "layer_norm", 0, (x, gamma, beta, dy), "Features near 10⁷.")


def test_gradient_by_gamma_and_beta(candidate):
    for seed, shape in enumerate(SHAPES, 20):
        case = tokens(seed, shape)
        expect_same_gradient(candidate, "layer_norm", 1, case, "Layer norm's gradient by gamma, over all tokens.")
        expect_same_gradient(candidate, "layer_norm", 2, case, "Layer norm's gradient by beta, over all tokens.")
        expect_same_gradient(candidate, "rms_norm", 1, case, "RMS norm's gradient by gamma, over all tokens.")


def test_layer_norm_gradient_by_x(candidate):
    for seed, shape in enumerate(SHAPES, 30):
        expect_same_gradient(candidate, "layer_norm", 0, tokens(seed, shape), "Tokens with any number of leading axes.")
    expect_same_gradient(candidate, "layer_norm", 0, tokens(36, (4, 5), 1e-3), "Tokens that hardly vary.")


def test_rms_norm_gradient_by_x(candidate):
    for seed, shape in enumerate(SHAPES, 40):
        expect_same_gradient(candidate, "rms_norm", 0, tokens(seed, shape), "Tokens with any number of leading axes.")
    expect_same_gradient(candidate, "rms_norm", 0, tokens(46, (4, 5), 1e-3, 0.0), "Tokens near zero.")


def test_gradients_are_slopes(candidate):
    for name, count in [("layer_norm", 2), ("rms_norm", 1)]:
        for eps in (1e-5, 0.5):
            x, gamma, beta, dy = tokens(50, (3, 4))
            weights = (gamma, beta)[:count]
            found = getattr(candidate, name + "_backward")(dy, x, gamma, eps=eps)
            found = expect.sequence(found, count + 1, what="the gradients")
            moves = [1e-5 * np.random.default_rng(51).normal(size=one.shape) for one in (x, *weights)]
            expected = sum(
                2 * (expect.array(by, move.shape, what="a gradient") * move).sum()
                for by, move in zip(found, moves, strict=True)
            )
            ends = []
            for sign in (1, -1):
                moved = [one + sign * move for one, move in zip((x, *weights), moves, strict=True)]
                ends.append((expect.array(getattr(candidate, name)(*moved, eps=eps), x.shape, what="y") * dy).sum())
            because = "A small step of all arguments changes the result as the gradients say."
            expect.close(ends[0] - ends[1], expected, rtol=1e-4, atol=1e-10, because=because)


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(60)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        x, dy = (rng.normal(50.0, 15.0, (4, 6)).clip(0.0, 100.0).astype(dtype) for _ in range(2))
        gamma, beta = (rng.integers(1, 100, 6).astype(dtype) for _ in range(2))
        for case in ((x, gamma, beta, dy), tuple(one.tolist() for one in (x, gamma, beta, dy))):
            expect_same_forward(candidate, *case[:3], "Values of a small dtype, or in lists.")
            for name, parts in [("layer_norm", 3), ("rms_norm", 2)]:
                for part in range(parts):
                    expect_same_gradient(candidate, name, part, case, "Values of a small dtype, or in lists.")
    x, gamma, beta, dy = tokens(61, (3, 4))
    for name, arguments in [
        ("layer_norm", (x, gamma, beta)),
        ("rms_norm", (x, gamma)),
        ("layer_norm_backward", (dy, x, gamma)),
        ("rms_norm_backward", (dy, x, gamma)),
    ]:
        after = getattr(candidate, name).with_arguments(*arguments).arguments
        for array, expected in zip(after, arguments, strict=True):
            expect.equal(array, expected, because="The arguments after the call.")


def test_refuses_impossible_input(candidate):
    x, gamma, beta, dy = tokens(62, (3, 4))
    for tok, weight, shift, eps, why in [
        (3.0, [1.0], [0.0], 0.1, "x is a number"),
        (x[:0], gamma, beta, 0.1, "there are no tokens"),
        (x, gamma[:3], beta, 0.1, "gamma lacks a feature"),
        (x, gamma[:1], beta, 0.1, "gamma has one number, which NumPy would broadcast"),
        (x, np.ones((3, 4)), beta, 0.1, "gamma is a table"),
        (x, gamma, beta, 0.0, "eps is 0"),
        (x, gamma, beta, -0.1, "eps is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.layer_norm(tok, weight, shift, eps=eps)
        with candidate.raises(ValueError, because=why):
            candidate.rms_norm(tok, weight, eps=eps)
        for name in ("layer_norm_backward", "rms_norm_backward"):
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(tok, tok, weight, eps=eps)
    for shift, why in [(beta[:1], "beta would be broadcast"), (np.ones((3, 4)), "beta is a table")]:
        with candidate.raises(ValueError, because=why):
            candidate.layer_norm(x, gamma, shift)
    for bad, why in [(dy[:2], "a gradient is missing"), (dy[:1], "dy would be broadcast"), (dy.ravel(), "dy is flat")]:
        for name in ("layer_norm_backward", "rms_norm_backward"):
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(bad, x, gamma)
    expect_same_forward(candidate, x, gamma, beta, "An ordinary call.")
    expect_same_gradient(candidate, "layer_norm", 0, (x, gamma, beta, dy), "An ordinary call.")
    expect_same_gradient(candidate, "rms_norm", 0, (x, gamma, beta, dy), "An ordinary call.")
