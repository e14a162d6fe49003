import numpy as np


def draw(weights, uniforms):
    w = np.asarray(weights).astype(float)
    if w.size == 0 or np.isnan(w).any() or np.isinf(w).any() or (w < 0).any() or not (w > 0).any():
        raise ValueError("these cannot be drawn by")
    totals = np.add.accumulate(w / np.amax(w))
    u = np.asarray(uniforms) * totals[-1]
    low, high = np.zeros(len(u), dtype=int), np.full(len(u), np.nonzero(w)[0].max())
    while (low < high).any():
        middle = (low + high) // 2
        right = totals[middle] <= u
        low, high = np.where(right & (low < high), middle + 1, low), np.where(right, high, middle)
    return low
