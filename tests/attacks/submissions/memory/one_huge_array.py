"""Asks for more memory than there is.

must: no points
verdict: memory limit
says: raised
"""

import numpy as np


def scale(x):
    return np.ones(10**13)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
