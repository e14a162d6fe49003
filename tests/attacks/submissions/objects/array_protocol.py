"""Returns an object that turns into another array each time it is asked to.

must: no points
verdict: wrong answer
"""

import numpy as np


class Protocol:
    count = 0

    def __array__(self, *_, **__):
        Protocol.count += 1
        return np.full(3, float(self.count))

    __array_priority__ = 1e9


def scale(x):
    return Protocol()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
