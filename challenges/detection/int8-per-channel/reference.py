"""Divide, round, limit, and only then change the dtype, which would wrap around."""

import numpy as np


def quantize_weights(weights, axis=0):
    weights = np.asarray(weights, dtype=float)
    if weights.size == 0 or not -weights.ndim <= axis < weights.ndim:
        raise ValueError("weights must have elements, and axis must be one of their axes")
    # Channels last, so that scales broadcast by themselves.
    channels = np.moveaxis(weights, axis, -1)
    largest = np.abs(channels).reshape(-1, channels.shape[-1]).max(axis=0)
    scales = np.where(largest > 0, largest / 127, 1.0)
    return np.moveaxis(np.rint(channels / scales), -1, axis).astype(np.int8), scales


def dequantize_weights(quantized, scales, axis=0):
    quantized, scales = np.asarray(quantized, dtype=float), np.asarray(scales)
    if not -quantized.ndim <= axis < quantized.ndim or scales.shape != (quantized.shape[axis],):
        raise ValueError("there must be a scale for each channel")
    return np.moveaxis(np.moveaxis(quantized, axis, -1) * scales, -1, axis)


def quantize_inputs(x, low, high):
    if low > high:
        raise ValueError("low must not be above high")
    low, high = min(low, 0), max(high, 0)
    scale = (high - low) / 255 or 1.0
    zero_point = int(np.rint(-low / scale))
    quantized = np.rint(np.asarray(x, dtype=float) / scale) + zero_point
    return np.clip(quantized, 0, 255).astype(np.uint8), scale, zero_point


def quantized_matmul(x, x_scale, x_zero_point, weights, weight_scales):
    x, weights, weight_scales = np.asarray(x), np.asarray(weights), np.asarray(weight_scales)
    if x.ndim != 2 or weights.ndim != 2 or x.shape[1] != weights.shape[1]:
        raise ValueError("x and weights must have two dimensions and the same number of columns")
    if weight_scales.shape != weights.shape[:1]:
        raise ValueError("there must be a scale for each channel")
    if not 0 <= x_zero_point <= 255:
        raise ValueError("x_zero_point must lie between 0 and 255")
    total = (x.astype(np.int64) - x_zero_point) @ weights.astype(np.int64).T
    return total * x_scale * weight_scales
