import numpy as np


def draw(weights, uniforms):
    w = np.asarray(weights)
    if w.ndim != 1 or len(w) < 1:
        raise ValueError("weights must be a non-empty row")
    if (~np.isfinite(w)).any() or (w < 0).any():
        raise ValueError("a weight is negative, NaN or infinite")
    largest = w.max()
    if largest == 0:
        raise ValueError("all weights are 0")
    edges = np.cumsum(w / largest)
    return np.searchsorted(edges / edges[-1], np.asarray(uniforms), side="right")
