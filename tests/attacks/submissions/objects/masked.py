"""Returns an array that is masked where it is wrong, that is everywhere.

must: no points
verdict: wrong answer
says: a masked array; return a plain one
"""

import numpy as np


def scale(x):
    return np.ma.masked_all(x.shape)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
