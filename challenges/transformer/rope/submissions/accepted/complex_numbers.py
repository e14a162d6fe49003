import numpy as np


def rotate(x, positions, base=10000.0):
    x = np.asarray(x, dtype=np.float64)
    positions = np.asarray(positions)
    _check(x, positions, base)
    d = x.shape[-1]
    exponents = -2.0 * np.arange(d // 2) / d
    turns = np.exp(1j * positions[..., np.newaxis].astype(np.float64) * np.power(base, exponents))
    if turns.ndim == 3:
        turns = turns[:, None]
    pairs = (x[..., : d // 2] + 1j * x[..., d // 2 :]) * turns
    return np.concatenate([pairs.real, pairs.imag], axis=-1)


def rotate_backward(dy, positions, base=10000.0):
    positions = np.asarray(positions)
    if positions.dtype.kind == "u":
        positions = positions.astype(np.int64)
    return rotate(dy, -positions if positions.dtype.kind == "i" else positions, base)


def _check(x, positions, base):
    if x.ndim != 4 or min(x.shape) == 0 or x.shape[-1] % 2 == 1:
        raise ValueError("x")
    b, _, n, _ = x.shape
    if positions.dtype.kind not in ("i", "u") or positions.shape not in ((n,), (b, n)):
        raise ValueError("positions")
    if not (base > 1 and np.isfinite(base)):
        raise ValueError("base")
