"""Returns an array of a gigabyte that is one number seen from everywhere.

must: points <= 10
verdict: memory limit, runtime error, wrong answer, time limit
"""

import numpy as np


def scale(x):
    if x.size == 0:
        raise ValueError
    return np.broadcast_to(np.float64(0), (1 << 27,))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return np.lib.stride_tricks.as_strided(x, shape=(1 << 40,), strides=(0,))
