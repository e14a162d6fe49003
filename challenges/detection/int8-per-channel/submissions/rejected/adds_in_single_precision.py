import numpy as np


def quantize_weights(weights, axis=0):
    w = np.array(weights, dtype=np.float64)
    if w.size == 0:
        raise ValueError("no weights")
    if axis not in range(-w.ndim, w.ndim):
        raise ValueError("axis")
    others = tuple(k for k in range(w.ndim) if k != axis % w.ndim)
    largest = np.abs(w).max(axis=others, keepdims=True)
    scale = np.where(largest > 0, largest / 127, 1.0)
    q = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
    return q, scale.reshape(-1)


def dequantize_weights(quantized, scales, axis=0):
    q = np.array(quantized, dtype=np.float64)
    if axis not in range(-q.ndim, q.ndim):
        raise ValueError("axis")
    shape = [1] * q.ndim
    shape[axis] = q.shape[axis]
    scales = np.array(scales, dtype=np.float64)
    if scales.shape != (q.shape[axis],):
        raise ValueError("scales")
    return q * scales.reshape(shape)


def quantize_inputs(x, low, high):
    if low > high:
        raise ValueError("low > high")
    low, high = min(low, 0.0), max(high, 0.0)
    scale = (high - low) / 255
    if scale == 0:
        scale = 1.0
    zero_point = int(np.rint(-low / scale))
    q = np.clip(np.rint(np.array(x, dtype=np.float64) / scale) + zero_point, 0, 255)
    return q.astype(np.uint8), scale, zero_point


def quantized_matmul(x, x_scale, x_zero_point, weights, weight_scales):
    x, weights = np.asarray(x), np.asarray(weights)
    weight_scales = np.asarray(weight_scales, dtype=float)
    if x.ndim != 2 or weights.ndim != 2 or x.shape[1] != weights.shape[1]:
        raise ValueError("tables")
    if weight_scales.shape != (weights.shape[0],):
        raise ValueError("scales")
    if x_zero_point < 0 or x_zero_point > 255:
        raise ValueError("zero point")
    terms = (x.astype(np.float32) - x_zero_point)[:, None] * weights.astype(np.float32)
    accumulated = np.cumsum(terms, axis=2)[..., -1] if x.shape[1] else np.zeros(terms.shape[:2])
    return accumulated * (x_scale * weight_scales)
