"""Returns a view of one number that claims to be as long as is asked for.

must: no points
"""

import numpy as np


def scale(x):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 40,), (0,))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
