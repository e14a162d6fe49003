import numpy as np


def spread(values):
    if not values:
        raise ValueError
    return float(np.std(values))
