import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def moving_average(values, width):
    values = np.array(values, dtype=float)
    if width < 1 or width > values.size:
        raise ValueError("no full window")
    first = values[0]
    return sliding_window_view(values - first, width).mean(axis=-1) + first
