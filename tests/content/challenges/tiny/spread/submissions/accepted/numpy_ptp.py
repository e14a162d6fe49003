import numpy as np


def spread(values):
    return float(np.ptp(values))
