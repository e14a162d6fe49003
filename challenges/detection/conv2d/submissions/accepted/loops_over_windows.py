import numpy as np


def checked(images, kernels_shape, stride, padding):
    images = np.asarray(images, dtype=np.float64)
    if images.ndim != 4 or len(kernels_shape) != 4 or 0 in images.shape or 0 in kernels_shape:
        raise ValueError("four dimensions are needed")
    if images.shape[1] != kernels_shape[1] or stride < 1 or padding < 0:
        raise ValueError("channels, stride or padding")
    n, c, h, w = images.shape
    padded = np.zeros((n, c, h + 2 * padding, w + 2 * padding))
    padded[:, :, padding : padding + h, padding : padding + w] = images
    places = [range(0, padded.shape[i] - kernels_shape[i] + 1, stride) for i in (2, 3)]
    if len(places[0]) == 0 or len(places[1]) == 0:
        raise ValueError("no window fits")
    return padded, places


def im2col(images, kh, kw, stride=1, padding=0):
    if kh < 1 or kw < 1:
        raise ValueError("window")
    channels = np.asarray(images).shape[1] if np.asarray(images).ndim == 4 else 1
    padded, (tops, lefts) = checked(images, (1, channels, kh, kw), stride, padding)
    windows = [padded[:, :, y : y + kh, x : x + kw].reshape(len(padded), -1) for y in tops for x in lefts]
    return np.stack(windows, axis=2)


def conv2d(images, kernels, bias, stride=1, padding=0):
    kernels, bias = np.asarray(kernels, dtype=np.float64), np.asarray(bias, dtype=np.float64)
    padded, (tops, lefts) = checked(images, kernels.shape, stride, padding)
    if bias.shape != kernels.shape[:1]:
        raise ValueError("bias")
    kh, kw = kernels.shape[2:]
    out = np.empty((len(padded), len(kernels), len(tops), len(lefts)))
    for i, y in enumerate(tops):
        for j, x in enumerate(lefts):
            out[:, :, i, j] = np.tensordot(padded[:, :, y : y + kh, x : x + kw], kernels, axes=([1, 2, 3], [1, 2, 3]))
    return out + bias[None, :, None, None]


def conv2d_backward(gradient, images, kernels, stride=1, padding=0):
    gradient, kernels = np.asarray(gradient, dtype=np.float64), np.asarray(kernels, dtype=np.float64)
    padded, (tops, lefts) = checked(images, kernels.shape, stride, padding)
    if gradient.shape != (len(padded), len(kernels), len(tops), len(lefts)):
        raise ValueError("gradient")
    kh, kw = kernels.shape[2:]
    back, by_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
    for i, y in enumerate(tops):
        for j, x in enumerate(lefts):
            g = gradient[:, :, i, j]
            by_kernels += np.tensordot(g, padded[:, :, y : y + kh, x : x + kw], axes=(0, 0))
            back[:, :, y : y + kh, x : x + kw] += np.tensordot(g, kernels, axes=(1, 0))
    h, w = padded.shape[2] - padding, padded.shape[3] - padding
    return back[:, :, padding:h, padding:w], by_kernels, gradient.sum(axis=(0, 2, 3))
