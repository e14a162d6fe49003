"""Returns an array with fields.

must: no points
verdict: wrong answer
"""

import numpy as np


def scale(x):
    return np.zeros(3, dtype=[("a", float), ("b", object)])


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
