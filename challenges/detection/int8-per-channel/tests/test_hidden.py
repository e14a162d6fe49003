"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def draw(seed, shape, axis=0):
    """Weights whose channels differ a lot in size."""
    rng = np.random.default_rng(seed)
    sizes = [1] * len(shape)
    sizes[axis] = shape[axis]
    return rng.normal(size=shape) * 10.0 ** rng.uniform(-3, 2, sizes)


def expect_close_to(found, exact, what):
    """Whole numbers nearest to these, or off by one where it is nearly a half."""
    expect.that(
        (np.abs(found - exact) < 0.501).all(),
        f"{what} are not the nearest whole numbers",
        because="A value is not rounded to the nearest whole number.",
    )


def expect_same_weights(candidate, weights, axis=0, *, exactly=False):
    wanted, wanted_scales = reference.quantize_weights(weights, axis)
    both = expect.sequence(candidate.quantize_weights(weights, axis=axis), 2, what="what quantize_weights returns")
    found = expect.array(both[0], wanted.shape, kinds="i", what="the quantised weights")
    expect.that(found.dtype == np.int8, "the quantised weights must be int8")
    expect.close(both[1], wanted_scales, rtol=1e-5, atol=0, what="the scales")
    if exactly:
        expect.equal(found, wanted, what="the quantised weights")
    exact = np.moveaxis(np.moveaxis(np.asarray(weights, dtype=float), axis, -1) / wanted_scales, -1, axis)
    expect_close_to(found, exact, "the quantised weights")


def expect_same_inputs(candidate, x, low, high, *, exactly=False):
    wanted, wanted_scale, wanted_zero = reference.quantize_inputs(x, low, high)
    three = expect.sequence(candidate.quantize_inputs(x, low, high), 3, what="what quantize_inputs returns")
    found = expect.array(three[0], wanted.shape, kinds="u", what="the quantised inputs")
    expect.that(found.dtype == np.uint8, "the quantised inputs must be uint8")
    expect.close(three[1], wanted_scale, rtol=1e-5, atol=0, what="the scale")
    expect.equal(three[2], wanted_zero, what="the zero point")
    if exactly:
        expect.equal(found, wanted, what="the quantised inputs")
    exact = np.clip(np.asarray(x, dtype=float) / wanted_scale + wanted_zero, 0, 255)
    expect_close_to(found.astype(float), exact, "the quantised inputs")


def expect_same_product(candidate, x, x_scale, zero_point, weights, scales):
    wanted = reference.quantized_matmul(x, x_scale, zero_point, weights, scales)
    found = candidate.quantized_matmul(x, x_scale, zero_point, weights, scales)
    expect.close(found, wanted, rtol=1e-5, atol=1e-12, what="the product")


def test_a_scale_for_each_channel(candidate):
    for seed, shape in [(1, (6, 40)), (2, (1, 9)), (3, (30, 1)), (6, (1, 1))]:
        expect_same_weights(candidate, draw(seed, shape))
    expect_same_weights(candidate, [[3, -4, 1], [0, 0, 200], [-5, -2, -1]])
    expect_same_weights(candidate, draw(4, (5, 20)).astype(np.float32))
    expect_same_weights(candidate, draw(5, (5, 20)) * 1e-9)
    expect_same_weights(candidate, np.array([[-128, 5, 127], [3, -2, 0]], dtype=np.int8))
    expect_same_weights(candidate, [[-0.3]])


def test_any_axis_and_dimension(candidate):
    for seed, (shape, axis) in enumerate([((8, 3, 3, 3), 0), ((4, 5, 2), 1), ((4, 5), 1), ((7,), 0), ((3, 4, 3), -1)]):
        expect_same_weights(candidate, draw(10 + seed, shape, axis), axis)
    cube = draw(16, (3, 3, 3), 2)
    for axis in (-3, -2, 0, 1, 2):
        expect_same_weights(candidate, cube, axis)


def test_halves_round_to_even(candidate):
    # The largest weight is 127 steps of a power of two, so quotients are exact.
    steps = np.array([127, 0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, -3.5, 100.5, -101.5, 64.5])
    expect_same_weights(candidate, np.stack([steps * 0.25, -steps * 8, steps / 1024]), exactly=True)
    expect_same_weights(candidate, np.stack([steps * 0.25, -steps * 8], axis=1), axis=1, exactly=True)
    x = np.array([0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 100.5, 101.5]) * 0.125
    for low, high in [(0.0, 255 * 0.125), (-8 * 0.125, 247 * 0.125), (-7 * 0.125, 248 * 0.125)]:
        expect_same_inputs(candidate, x, low, high, exactly=True)
    for low in (-2.5, -3.5):
        expect_same_inputs(candidate, x, low * 0.125, (255 + low) * 0.125, exactly=True)


def test_channels_of_zeros(candidate):
    weights = draw(20, (6, 5))
    weights[[0, 3]] = 0.0
    expect_same_weights(candidate, weights)
    expect_same_weights(candidate, weights.T, axis=1)
    expect_same_weights(candidate, np.zeros((2, 3)))
    expect_same_weights(candidate, [0.0, 1.5, -2.0])


def test_weights_come_back(candidate):
    for seed, (shape, axis) in enumerate([((6, 20), 0), ((4, 5, 2), 1), ((3, 4, 4, 4), -1), ((5, 5), 1), ((5, 4), -2)]):
        quantized, scales = reference.quantize_weights(draw(21 + seed, shape, axis), axis)
        found = candidate.dequantize_weights(quantized, scales, axis=axis)
        expect.close(
            found, reference.dequantize_weights(quantized, scales, axis), rtol=1e-5, atol=1e-12, what="the weights"
        )
    found = candidate.dequantize_weights([[100, -127], [3, 0]], [2.0, 0.5])
    expect.close(found, [[200.0, -254.0], [1.5, 0.0]], what="the weights")


def test_ranges_include_zero(candidate):
    rng = np.random.default_rng(30)
    for low, high in [(-1.0, 3.0), (2.0, 6.0), (-6.0, -2.0), (0.0, 1.0), (-0.3, 0.0), (1.7, 1.7), (-9.0, 1e-3)]:
        x = rng.uniform(low - 1, high + 1, (4, 7))
        x[0, :2] = 0.0
        expect_same_inputs(candidate, x, low, high)
    expect_same_inputs(candidate, [0.0, 3.0, -4.0], 0.0, 0.0)
    expect_same_inputs(candidate, [[1, 2], [3, 400]], 0, 255)


def test_inputs_saturate(candidate):
    x = np.array([-1e9, -300.0, -2.0, -1.0, 0.0, 1.0, 2.0, 2.02, 300.0, 1e9, np.inf, -np.inf])
    for low, high in [(-1.0, 2.0), (0.0, 2.0), (-1.0, 0.0)]:
        expect_same_inputs(candidate, x, low, high)
    expect_same_inputs(candidate, x.reshape(3, 2, 2).astype(np.float32), -1.0, 1.0)
    half = np.linspace(-1.2, 2.2, 60).astype(np.float16)
    expect_same_inputs(candidate, half, -1.0, 2.0)


def test_products_of_many_terms(candidate):
    rng = np.random.default_rng(31)
    x = rng.integers(0, 256, (3, 50_000), dtype=np.uint8)
    weights = rng.integers(-127, 128, (2, 50_000)).astype(np.int8)
    expect_same_product(candidate, x, 0.02, 131, weights, np.array([0.5, 0.001]))
    full = np.full((2, 50_000), 255, dtype=np.uint8)
    expect_same_product(candidate, full, 0.5, 0, np.full((3, 50_000), 127, dtype=np.int8), np.array([1.0, 0.5, 2.0]))
    expect_same_product(candidate, full * 0, 0.5, 255, np.full((1, 50_000), -127, dtype=np.int8), np.array([1.0]))
    # Large terms cancel; what is left shows every whole number.
    x[:, 1::2], weights[:, 1::2] = x[:, ::2], -weights[:, ::2]
    x[:, 1] = x[:, 0] ^ 1
    expect_same_product(candidate, x, 1.0, 128, weights, np.array([1.0, 3.0]))


def test_product_equals_floats(candidate):
    rng = np.random.default_rng(32)
    for n, d, channels in [(5, 12, 4), (1, 1, 1), (3, 7, 3), (0, 5, 2)]:
        x, x_scale, zero_point = reference.quantize_inputs(rng.normal(size=(n, d)), -2.0, 3.0)
        weights, scales = reference.quantize_weights(draw(33 + d, (channels, d)))
        expect_same_product(candidate, x, x_scale, zero_point, weights, scales)
        expect_same_product(candidate, x.reshape(n, d), x_scale, zero_point, weights, scales.tolist())


def test_leaves_inputs_unchanged(candidate):
    weights, x = draw(40, (4, 6)), np.random.default_rng(41).normal(size=(5, 6))
    called = candidate.quantize_weights.with_arguments(weights)
    expect.equal(called.arguments[0], weights, what="the weights after the call")
    called = candidate.quantize_inputs.with_arguments(x, -1.0, 1.0)
    expect.equal(called.arguments[0], x, what="the inputs after the call")
    quantized, scales = reference.quantize_weights(weights)
    for name, arguments in [
        ("dequantize_weights", (quantized.astype(float), scales)),
        ("quantized_matmul", (reference.quantize_inputs(x, -1.0, 1.0)[0], 0.5, 100, quantized, scales)),
    ]:
        called = getattr(candidate, name).with_arguments(*arguments)
        for after, before in zip(called.arguments, arguments, strict=True):
            expect.equal(after, before, what=f"an argument of {name} after the call")
    expect.array(called.value, (5, 4), what="the product")


def test_refuses_impossible_input(candidate):
    weights = draw(42, (4, 6))
    for bad, axis, why in [
        (weights, 2, "there is no axis 2"),
        (weights, -3, "there is no axis -3"),
        (weights[:0], 0, "there are no weights"),
        (weights[:, :0], 0, "there are no weights"),
        (weights[:, :0], 1, "there are no weights"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.quantize_weights(bad, axis)
    quantized, scales = reference.quantize_weights(weights)
    for bad, axis, why in [
        (scales[:3], 0, "a scale is missing"),
        (scales[:1], 0, "there is one scale, though NumPy would broadcast it"),
        (scales, 1, "there are four scales for six channels"),
        (scales[:, None], 0, "scales has two dimensions"),
        (scales, 2, "there is no axis 2"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.dequantize_weights(quantized, bad, axis)
    with candidate.raises(ValueError, because="low is above high"):
        candidate.quantize_inputs([1.0, 2.0], 1.0, 0.5)
    x = np.full((3, 6), 9, dtype=np.uint8)
    for x_, zero_point, weights_, scales_, why in [
        (x[0], 8, quantized, scales, "x has one dimension"),
        (x, 8, quantized[0], scales[:1], "weights has one dimension"),
        (x[:, :5], 8, quantized, scales, "the numbers of columns differ"),
        (x[:, :1], 8, quantized[:, :2], scales, "the numbers of columns differ"),
        (x, 8, quantized, scales[:3], "a scale is missing"),
        (x, 8, quantized, scales[:1], "there is one scale, though NumPy would broadcast it"),
        (x, -1, quantized, scales, "the zero point is below 0"),
        (x, 256, quantized, scales, "the zero point is above 255"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.quantized_matmul(x_, 0.5, zero_point, weights_, scales_)
    expect_same_weights(candidate, weights)
