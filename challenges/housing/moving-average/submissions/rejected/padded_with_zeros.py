import numpy as np


def moving_average(values, width):
    values = np.asarray(values, dtype=float)
    if not 1 <= width <= len(values):
        raise ValueError(width)
    level = values[0]
    return np.convolve(values - level, np.ones(width) / width, mode="same") + level
