import numpy as np


def im2col(images, kh, kw, stride=1, padding=0):
    windows = _windows(_table(images), kh, kw, stride, padding)
    return _columns(windows)


def conv2d(images, kernels, bias, stride=1, padding=0):
    kernels, bias = _table(kernels), np.array(bias, dtype=float)
    windows = _layer(images, kernels, stride, padding)
    if bias.shape != (len(kernels),):
        raise ValueError("there must be one bias for each kernel")
    output = kernels.reshape(len(kernels), -1) @ _columns(windows) + bias[:, None]
    return output.reshape(len(windows), len(kernels), *windows.shape[2:4])


def conv2d_backward(gradient, images, kernels, stride=1, padding=0):
    gradient, kernels = np.array(gradient, dtype=float), _table(kernels)
    windows = _layer(images, kernels, stride, padding)
    n, c, rows, columns, kh, kw = windows.shape
    if gradient.shape != (n, len(kernels), rows, columns):
        raise ValueError("the gradient must have the shape of the output")
    flat = gradient.reshape(n, len(kernels), -1)
    by_kernels = (flat @ _columns(windows).transpose(0, 2, 1)).mean(axis=0).reshape(kernels.shape)
    back = (kernels.reshape(len(kernels), -1).T @ flat).reshape(n, c, kh, kw, rows, columns)
    height, width = np.shape(images)[2:]
    padded = np.zeros((n, c, height + 2 * padding, width + 2 * padding))
    for i in range(kh):
        for j in range(kw):
            padded[:, :, i : i + stride * rows : stride, j : j + stride * columns : stride] += back[:, :, i, j]
    by_images = padded[:, :, padding : padding + height, padding : padding + width]
    return by_images, by_kernels, gradient.sum(axis=(0, 2, 3))


def _layer(images, kernels, stride, padding):
    images = _table(images)
    if images.shape[1] != kernels.shape[1]:
        raise ValueError("images and kernels must have the same channels")
    return _windows(images, *kernels.shape[2:], stride, padding)


def _windows(images, kh, kw, stride, padding):
    """A view of shape (n, c, rows, columns, kh, kw)."""
    if min(kh, kw, stride) < 1 or padding < 0:
        raise ValueError("windows and strides must be at least 1, and padding at least 0")
    padded = np.pad(images, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    if kh > padded.shape[2] or kw > padded.shape[3]:
        raise ValueError("no window fits")
    return np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]


def _columns(windows):
    n, c, rows, columns, kh, kw = windows.shape
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, rows * columns)


def _table(values):
    values = np.array(values, dtype=float)
    if values.ndim != 4 or values.size == 0:
        raise ValueError("images and kernels must be four-dimensional")
    return values
