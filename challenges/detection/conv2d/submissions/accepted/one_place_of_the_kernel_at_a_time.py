import numpy as np


def prepare(images, kernels, stride, padding):
    images, kernels = np.array(images, dtype=float), np.array(kernels, dtype=float)
    if images.ndim != 4 or kernels.ndim != 4 or images.size == 0 or kernels.size == 0:
        raise ValueError("shapes")
    if images.shape[1] != kernels.shape[1] or stride < 1 or padding < 0:
        raise ValueError("channels, stride, padding")
    rows = (images.shape[2] + 2 * padding - kernels.shape[2]) // stride + 1
    columns = (images.shape[3] + 2 * padding - kernels.shape[3]) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError("no window fits")
    padded = np.pad(images, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    places = [
        (i, j, np.s_[:, :, i : i + (rows - 1) * stride + 1 : stride, j : j + (columns - 1) * stride + 1 : stride])
        for i in range(kernels.shape[2])
        for j in range(kernels.shape[3])
    ]
    return padded, kernels, places, (rows, columns)


def im2col(images, kh, kw, stride=1, padding=0):
    images = np.array(images, dtype=float)
    if images.ndim != 4 or kh < 1 or kw < 1:
        raise ValueError("shapes")
    padded, _, places, _ = prepare(images, np.ones((1, images.shape[1], kh, kw)), stride, padding)
    n, c = images.shape[:2]
    return np.stack([padded[place].reshape(n, c, -1) for _, _, place in places], axis=2).reshape(n, c * kh * kw, -1)


def conv2d(images, kernels, bias, stride=1, padding=0):
    padded, kernels, places, size = prepare(images, kernels, stride, padding)
    bias = np.array(bias, dtype=float)
    if bias.shape != (kernels.shape[0],):
        raise ValueError("bias")
    output = np.tile(bias[:, None, None], (len(padded), 1, *size))
    for i, j, place in places:
        output += np.einsum("nchw,oc->nohw", padded[place], kernels[:, :, i, j])
    return output


def conv2d_backward(gradient, images, kernels, stride=1, padding=0):
    padded, kernels, places, size = prepare(images, kernels, stride, padding)
    gradient = np.array(gradient, dtype=float)
    if gradient.shape != (padded.shape[0], kernels.shape[0], *size):
        raise ValueError("gradient")
    by_padded, by_kernels = np.zeros_like(padded), np.zeros_like(kernels)
    for i, j, place in places:
        by_kernels[:, :, i, j] = np.einsum("nohw,nchw->oc", gradient, padded[place])
        by_padded[place] += np.einsum("nohw,oc->nchw", gradient, kernels[:, :, i, j])
    if padding:
        by_padded = by_padded[:, :, padding:-padding, padding:-padding]
    return by_padded, by_kernels, np.einsum("nohw->o", gradient)
