import numpy as np


def forward(x, W, A, B, alpha):
    x, W, A, B = _checked(x, W, A, B)
    return x @ W.T + alpha / len(A) * (x @ A.T @ B.T)


def backward(dy, x, W, A, B, alpha):
    x, W, A, B = _checked(x, W, A, B)
    dy = np.array(dy, dtype=float)
    if dy.shape != x.shape[:-1] + W.shape[:1]:
        raise ValueError("dy must have the shape of y")
    scaled = dy
    thin = scaled @ B
    rows = (-1, x.shape[-1])
    dA = thin.reshape(-1, len(A)).T @ x.reshape(rows)
    dB = scaled.reshape(-1, len(W)).T @ (x @ A.T).reshape(-1, len(A))
    return dy @ W + thin @ A, dA, dB


def merge(W, A, B, alpha):
    _, W, A, B = _checked(None, W, A, B)
    return W + alpha / len(A) * (B @ A)


def _checked(x, W, A, B):
    W, A, B = (np.array(one, dtype=float) for one in (W, A, B))
    x = np.ones((1, W.shape[-1])) if x is None else np.array(x, dtype=float)
    if W.ndim != 2 or A.ndim != 2 or B.ndim != 2 or x.ndim < 1 or x.size == 0 or 0 in A.shape + B.shape:
        raise ValueError("weights must be tables, and nothing empty")
    if x.shape[-1] != W.shape[1] or A.shape[1] != W.shape[1] or B.shape != (len(W), len(A)):
        raise ValueError("the shapes do not fit")
    return x, W, A, B
