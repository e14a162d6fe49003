"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def test_weights_of_two_channels(candidate):
    both = candidate.quantize_weights([[1.27, -0.5, 0.0], [0.0, 0.02, -0.0127]])
    quantized, scales = expect.sequence(both, 2, what="what quantize_weights returns")
    quantized = expect.array(quantized, (2, 3), kinds="i", what="the quantised weights")
    expect.equal(quantized.tolist(), [[127, -50, 0], [0, 127, -81]], what="the quantised weights")
    expect.close(scales, [0.01, 0.02 / 127], rtol=1e-5, what="the scales")


def test_inputs_and_product(candidate):
    x, scale, zero_point = expect.sequence(candidate.quantize_inputs([[-0.5, 0.0, 1.0, 3.0]], -0.55, 2.0), 3)
    x = expect.array(x, (1, 4), kinds="u", what="the quantised inputs")
    expect.equal(x.tolist(), [[5, 55, 155, 255]], what="the quantised inputs")
    expect.close(scale, 0.01, rtol=1e-5, what="the scale")
    expect.equal(zero_point, 55, what="the zero point")
    weights = np.array([[100, 0, 2, 0]], dtype=np.int8)
    expect.close(candidate.quantized_matmul(x, 0.01, 55, weights, [0.5]), [[-24.0]], what="the product")
