import numpy as np


def moving_average(values, width):
    if not 0 < width < len(values) + 1:
        raise ValueError(width)
    series = np.asarray(values).astype(np.float64)
    middle = np.median(series)
    return np.convolve(series - middle, np.ones(width) / width, mode="valid") + middle
