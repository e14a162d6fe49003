import numpy as np


def out_size(size, k, stride, padding):
    if k < 1 or stride < 1 or padding < 0:
        raise ValueError("bad window, stride or padding")
    found = int((size + 2 * padding - k) / stride) + 1
    if found < 1:
        raise ValueError("no window fits")
    return found


def as_four(a):
    a = np.array(a, dtype=np.float64)
    if a.ndim != 4 or a.size == 0:
        raise ValueError("not four-dimensional, or empty")
    return a


def im2col(images, kh, kw, stride=1, padding=0):
    x = as_four(images)
    n, c, h, w = x.shape
    rows, cols = out_size(h, kh, stride, padding), out_size(w, kw, stride, padding)
    need_h, need_w = (rows - 1) * stride + kh, (cols - 1) * stride + kw
    padded = np.zeros((n, c, max(h + 2 * padding, need_h), max(w + 2 * padding, need_w)))
    padded[:, :, padding : padding + h, padding : padding + w] = x
    out = np.empty((n, c, kh, kw, rows, cols))
    for i in range(kh):
        for j in range(kw):
            out[:, :, i, j] = padded[:, :, i : i + rows * stride : stride, j : j + cols * stride : stride]
    return out.reshape(n, c * kh * kw, rows * cols)


def conv2d(images, kernels, bias, stride=1, padding=0):
    x, k, b = as_four(images), as_four(kernels), np.array(bias, dtype=np.float64)
    if x.shape[1] != k.shape[1] or b.shape != (k.shape[0],):
        raise ValueError("shapes do not fit")
    o, _, kh, kw = k.shape
    rows, cols = out_size(x.shape[2], kh, stride, padding), out_size(x.shape[3], kw, stride, padding)
    out = np.matmul(k.reshape(o, -1), im2col(x, kh, kw, stride, padding)) + b.reshape(1, o, 1)
    return out.reshape(x.shape[0], o, rows, cols)


def conv2d_backward(gradient, images, kernels, stride=1, padding=0):
    x, k, g = as_four(images), as_four(kernels), np.array(gradient, dtype=np.float64)
    n, c, h, w = x.shape
    o, kc, kh, kw = k.shape
    if c != kc:
        raise ValueError("channels differ")
    rows, cols = out_size(h, kh, stride, padding), out_size(w, kw, stride, padding)
    if g.shape != (n, o, rows, cols):
        raise ValueError("gradient has another shape")
    flat = g.reshape(n, o, -1)
    dk = np.einsum("nop,nqp->oq", flat, im2col(x, kh, kw, stride, padding)).reshape(k.shape)
    dcols = np.matmul(k.reshape(o, -1).T, flat).reshape(n, c, kh, kw, rows, cols)
    need_h, need_w = (rows - 1) * stride + kh, (cols - 1) * stride + kw
    dx = np.zeros((n, c, max(h + 2 * padding, need_h), max(w + 2 * padding, need_w)))
    for i in range(kh):
        for j in range(kw):
            dx[:, :, i : i + rows * stride : stride, j : j + cols * stride : stride] += dcols[:, :, i, j]
    return dx[:, :, padding : padding + h, padding : padding + w].copy(), dk, g.sum(axis=(0, 2, 3))
