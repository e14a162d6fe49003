import numpy as np


def rotate(x, positions, base=10000.0):
    return _turn(x, positions, base, 1)


def rotate_backward(dy, positions, base=10000.0):
    return _turn(dy, positions, base, -1)


def _turn(x, positions, base, direction):
    x, positions = np.array(x, dtype=float), np.asarray(positions)
    _check(x, positions, base)
    half = x.shape[3] // 2
    speeds = base ** (-np.arange(half) / (2 * half))
    angles = (positions[..., None] * speeds).reshape(-1, 1, x.shape[2], half)
    cosines, sines = np.cos(angles), direction * np.sin(angles)
    first, second = x[..., :half], x[..., half:]
    return np.concatenate([first * cosines - second * sines, first * sines + second * cosines], axis=3)


def _check(x, positions, base):
    if x.ndim != 4 or x.size == 0 or x.shape[3] % 2:
        raise ValueError("x needs the shape (b, heads, n, d), with an even d")
    if positions.dtype.kind not in "iu":
        raise ValueError("positions must be whole numbers")
    if positions.shape not in (x.shape[2:3], (x.shape[0], x.shape[2])):
        raise ValueError("there must be a position for each token")
    if not 1 < base < np.inf:
        raise ValueError("the base must be a finite number above 1")
