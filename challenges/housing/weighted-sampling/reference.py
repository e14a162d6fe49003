"""A search in the running totals; what rounding puts behind the end belongs to the last index with a weight."""

import numpy as np


def draw(weights, uniforms):
    weights = np.asarray(weights, dtype=float)
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.any()):
        raise ValueError("weights are finite, at least 0, and not all 0")
    totals = np.cumsum(weights / weights.max())
    found = np.searchsorted(totals, np.asarray(uniforms) * totals[-1], side="right")
    return np.minimum(found, np.flatnonzero(weights)[-1])
