import numpy as np


def check(x, W, A, B):
    x, W, A, B = (np.asarray(one).astype(float) for one in (x, W, A, B))
    if W.ndim != 2 or A.ndim != 2 or B.ndim != 2 or x.ndim == 0:
        raise ValueError("axes")
    (out, width), rank = W.shape, A.shape[0]
    if A.shape != (rank, width) or B.shape != (out, rank) or x.shape[-1] != width or 0 in (*x.shape, rank, out):
        raise ValueError("shapes")
    return x, W, A, B


def forward(x, W, A, B, alpha):
    x, W, A, B = check(x, W, A, B)
    return np.einsum("...i,oi->...o", x, W) + np.einsum("...i,ri,or->...o", x, A, B) * alpha / A.shape[0]


def backward(dy, x, W, A, B, alpha):
    x, W, A, B = check(x, W, A, B)
    dy = np.asarray(dy).astype(float)
    if dy.shape[:-1] != x.shape[:-1] or dy.ndim != x.ndim or dy.shape[-1] != W.shape[0]:
        raise ValueError("dy")
    s = alpha / A.shape[0]
    dx = np.einsum("...o,oi->...i", dy, W) + s * np.einsum("...o,or,ri->...i", dy, B, A)
    dy, x = dy.reshape(-1, len(W)), x.reshape(-1, W.shape[1])
    return dx, s * np.einsum("to,or,ti->ri", dy, B, x), s * np.einsum("to,ri,ti->or", dy, A, x)


def merge(W, A, B, alpha):
    _, W, A, B = check(np.ones(np.shape(W)[-1:]), W, A, B)
    return W + np.einsum("or,ri->oi", B, A) * alpha / A.shape[0]
