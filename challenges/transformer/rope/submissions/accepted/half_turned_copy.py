import numpy as np


def tables(x, positions, base):
    positions = np.asarray(positions)
    _check(x, positions, base)
    half = x.shape[-1] // 2
    frequencies = [1.0 / base ** (2 * i / (2 * half)) for i in range(half)]
    b, _, n, _ = x.shape
    angles = np.zeros((b, 1, n, half))
    for row in range(b):
        own = positions if positions.ndim == 1 else positions[row]
        angles[row, 0] = np.outer(own.astype(float), frequencies)
    return np.tile(np.cos(angles), 2), np.tile(np.sin(angles), 2)


def rotate(x, positions, base=10000.0):
    x = np.array(x, dtype=float)
    cos, sin = tables(x, positions, base)
    half = x.shape[-1] // 2
    turned = np.concatenate((-x[..., half:], x[..., :half]), -1)
    return x * cos + turned * sin


def rotate_backward(dy, positions, base=10000.0):
    dy = np.array(dy, dtype=float)
    cos, sin = tables(dy, positions, base)
    half = dy.shape[-1] // 2
    turned = np.concatenate((dy[..., half:], -dy[..., :half]), -1)
    return dy * cos + turned * sin


def _check(x, positions, base):
    if x.ndim != 4 or min(x.shape) == 0 or x.shape[-1] % 2 == 1:
        raise ValueError("x")
    b, _, n, _ = x.shape
    if positions.dtype.kind not in ("i", "u") or positions.shape not in ((n,), (b, n)):
        raise ValueError("positions")
    if not (base > 1 and np.isfinite(base)):
        raise ValueError("base")
