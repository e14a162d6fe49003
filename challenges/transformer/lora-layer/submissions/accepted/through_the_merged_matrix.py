import numpy as np


def tables(W, A, B):
    W, A, B = (np.asarray(one, dtype=np.float64) for one in (W, A, B))
    if not W.ndim == A.ndim == B.ndim == 2 or min(W.shape + A.shape + B.shape) < 1:
        raise ValueError("W, A and B")
    if W.shape != (B.shape[0], A.shape[1]) or A.shape[0] != B.shape[1]:
        raise ValueError("W, A and B do not fit")
    return W, A, B


def merge(W, A, B, alpha):
    W, A, B = tables(W, A, B)
    return W + (alpha / A.shape[0]) * B.dot(A)


def tokens(x, width):
    x = np.asarray(x, dtype=np.float64)
    if x.ndim == 0 or x.size == 0 or x.shape[-1] != width:
        raise ValueError("x")
    return x


def forward(x, W, A, B, alpha):
    merged = merge(W, A, B, alpha)
    return tokens(x, merged.shape[1]) @ merged.T


def backward(dy, x, W, A, B, alpha):
    merged = merge(W, A, B, alpha)
    W, A, B = tables(W, A, B)
    x = tokens(x, W.shape[1])
    dy = np.asarray(dy, dtype=np.float64)
    if dy.shape != (*x.shape[:-1], W.shape[0]):
        raise ValueError("dy")
    by_merged = dy.reshape(-1, dy.shape[-1]).T @ x.reshape(-1, x.shape[-1])
    s = alpha / A.shape[0]
    return dy @ merged, s * B.T @ by_merged, s * by_merged @ A.T
