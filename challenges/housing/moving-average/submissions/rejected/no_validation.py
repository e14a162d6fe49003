"""Differences of running totals, of values that are taken near 0 first so that no digits are lost."""

import numpy as np


def moving_average(values, width):
    values = np.asarray(values, dtype=float)
    if not 1 <= width:
        raise ValueError("the width must be at least 1 and at most the number of values")
    level = values.mean()
    totals = np.concatenate([[0.0], np.cumsum(values - level)])
    return level + (totals[width:] - totals[:-width]) / width
