"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-8


def cell(seed, n=3, steps=1, features=2, units=4, scale=1.0):
    rng = np.random.default_rng(seed)
    shapes = [(n, steps, features), (n, units), (n, units), (features + units, 4 * units), (4 * units,)]
    return [scale * rng.normal(size=shape) for shape in shapes]


def arriving(seed, arguments):
    rng = np.random.default_rng(seed)
    X, h = arguments[:2]
    return rng.normal(size=(*X.shape[:2], h.shape[1])), rng.normal(size=h.shape)


def expect_same_run(candidate, arguments, because):
    found = expect.sequence(candidate.forward(*arguments), 2, what="the result")
    for one, wanted, what in zip(found, reference.forward(*arguments), ("H", "the last c"), strict=True):
        expect.close(one, wanted, rtol=RTOL, what=what, because=because)


def expect_same_gradients(candidate, arguments, keys, because, seed=90, gradients=None):
    dH, dc = gradients or arriving(seed, arguments)
    wanted = reference.backward(dH, dc, *arguments)
    found = expect.mapping(candidate.backward(dH, dc, *arguments), list(wanted), what="the gradients")
    for key in keys:
        expect.close(found[key], wanted[key], rtol=RTOL, atol=1e-11, what=key, because=because)


def test_a_single_step(candidate):
    for seed, sizes in [
        (1, {}),
        (2, {"n": 1, "units": 1}),
        (3, {"features": 5, "units": 2}),
        (4, {"n": 9, "scale": 2}),
    ]:
        expect_same_run(candidate, cell(seed, **sizes), "One step of several units.")


def test_whole_sequences(candidate):
    for seed, sizes in [(5, {"steps": 4}), (6, {"steps": 200, "n": 2}), (7, {"steps": 3, "units": 1, "features": 1})]:
        expect_same_run(candidate, cell(seed, **sizes), "Sequences of several steps.")


def test_large_inputs(candidate):
    X, h, c, W, b = cell(8, steps=3)
    for scale in (30.0, 1e4):
        with expect.case("Sums far above and below 0."):
            expect_same_run(candidate, [scale * X, h, c, W, b], "Sums far above and below 0.")
            found = candidate.backward(*arriving(9, [X, h]), scale * X, h, c, W, b)
            expect.array(expect.mapping(found, ["W"])["W"], W.shape, what="the gradient by W")


def test_gradients_of_a_single_step(candidate):
    for seed, sizes in [(10, {}), (11, {"n": 1, "units": 1}), (12, {"features": 5, "units": 2}), (13, {"n": 9})]:
        expect_same_gradients(candidate, cell(seed, **sizes), ["X", "W", "b"], "One step of several units.", seed)


def test_gradients_through_time(candidate):
    for seed, sizes in [
        (14, {"steps": 2}),
        (15, {"steps": 6}),
        (16, {"steps": 40, "n": 2}),
        (17, {"steps": 3, "n": 1}),
    ]:
        arguments = cell(seed, **sizes)
        expect_same_gradients(candidate, arguments, ["X", "W", "b"], "Sequences of several steps.", seed)
        dH, dc = arriving(seed, arguments)
        last = dH * (np.arange(dH.shape[1]) == dH.shape[1] - 1)[:, None]
        for gradients in [(last, 0 * dc), (0 * dH, dc)]:
            because = "Only the last step's states have a gradient of their own."
            expect_same_gradients(candidate, arguments, ["X", "W", "b"], because, gradients=gradients)


def test_gradients_of_the_first_states(candidate):
    for seed, steps in [(18, 1), (19, 2), (20, 12)]:
        arguments = cell(seed, steps=steps)
        expect_same_gradients(candidate, arguments, ["h", "c"], "The states before the first step.", seed)


def test_small_dtypes_and_lists(candidate):
    rng = np.random.default_rng(21)
    shapes = [(2, 3, 2), (2, 2), (2, 2), (4, 8), (8,)]
    for dtype in (np.int8, np.float16, np.float32):
        arguments = [rng.integers(-2, 3, shape).astype(dtype) for shape in shapes]
        expect_same_run(candidate, arguments, "Numbers of a small dtype.")
        gradients = [rng.integers(-100, 100, shape).astype(dtype) for shape in ((2, 3, 2), (2, 2))]
        expect_same_gradients(candidate, arguments, "XhcWb", "Gradients of a small dtype.", gradients=gradients)
        expect_same_run(candidate, [array.tolist() for array in arguments], "Lists.")
    arguments = cell(22, steps=3)
    called = candidate.backward.with_arguments(*arriving(23, arguments), *arguments)
    for given, kept in zip(called.arguments, [*arriving(23, arguments), *arguments], strict=True):
        expect.equal(given, kept, because="The arguments after the call.")


def test_refuses_impossible_input(candidate):
    good = cell(24, n=2, steps=3, features=2, units=2)
    X, h, c, W, b = good
    for arguments, why in [
        ((X[0], h, c, W, b), "X has two dimensions"),
        ((X, h[:1], c, W, b), "there is one first h, though NumPy would broadcast it"),
        ((X, h, c[:1], W, b), "there is one first c, though NumPy would broadcast it"),
        ((X, h, c[:, :1], W, b), "c has fewer units than h"),
        ((X, h, c, W[1:], b), "W has a row too few"),
        ((X, h, c, W, b[:1]), "there is one bias, though NumPy would broadcast it"),
        ((X, h[0], c[0], W, b), "the states are not tables"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.forward(*arguments)
    dH, dc = arriving(25, good)
    for gradients, why in [
        ((dH[:, :1], dc), "only one step has a gradient"),
        ((dH[:1], dc), "only one sequence has a gradient"),
        ((dH, dc[:1]), "only one c has a gradient"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.backward(*gradients, *good)
    zeros = [np.zeros(array.shape) for array in good]
    expect.close(expect.sequence(candidate.forward(*zeros), 2)[0], np.zeros((2, 3, 2)), because="An ordinary call.")
