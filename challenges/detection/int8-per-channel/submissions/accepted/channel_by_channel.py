"""Channel by channel; the zero point is taken off after the product."""
import numpy as np


def _channels(array, axis):
    if not -array.ndim <= axis <= array.ndim - 1:
        raise ValueError("axis")
    return np.swapaxes(array, 0, axis)


def quantize_weights(weights, axis=0):
    weights = np.asarray(weights, dtype=float)
    if not weights.size:
        raise ValueError("empty")
    quantized = np.zeros(weights.shape, dtype=np.int8)
    scales = []
    channels, targets = _channels(weights, axis), _channels(quantized, axis)
    for k in range(len(channels)):
        top = max(abs(channels[k].min()), abs(channels[k].max()))
        scales.append(top / 127 if top else 1.0)
        targets[k] = np.round(channels[k] / scales[k])
    return quantized, np.array(scales)


def dequantize_weights(quantized, scales, axis=0):
    quantized = np.asarray(quantized)
    channels = _channels(quantized, axis)
    if np.shape(scales) != (len(channels),):
        raise ValueError("scales")
    return np.swapaxes(np.array([c * float(s) for c, s in zip(channels, scales)]), 0, axis)


def quantize_inputs(x, low, high):
    if high < low:
        raise ValueError("range")
    low, high = (0.0 if low > 0 else low), (0.0 if high < 0 else high)
    scale = (high - low) / 255.0 if high != low else 1.0
    zero = round(-low / scale)
    q = np.minimum(np.maximum(np.round(np.asarray(x, dtype=float) / scale) + zero, 0), 255)
    return q.astype("uint8"), scale, zero


def quantized_matmul(x, x_scale, x_zero_point, weights, weight_scales):
    if np.ndim(x) != 2 or np.ndim(weights) != 2 or np.shape(x)[1] != np.shape(weights)[1]:
        raise ValueError("shapes")
    if np.shape(weight_scales) != (len(weights),) or not 0 <= x_zero_point <= 255:
        raise ValueError("scales or zero point")
    w = np.asarray(weights, dtype=np.float64)
    total = np.asarray(x, dtype=np.float64) @ w.T - x_zero_point * w.sum(axis=1)
    return x_scale * total * np.asarray(weight_scales)
