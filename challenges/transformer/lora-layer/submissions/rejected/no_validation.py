import numpy as np


def forward(x, W, A, B, alpha):
    x, W, A, B = _checked(x, W, A, B)
    return x @ W.T + alpha / len(A) * (x @ A.T @ B.T)


def backward(dy, x, W, A, B, alpha):
    x, W, A, B = _checked(x, W, A, B)
    dy = np.array(dy, dtype=float)
    scaled = alpha / len(A) * dy
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
    return x, W, A, B
