"""Returns an object that claims to be a float, an array and a list.

must: no points
verdict: wrong answer, runtime error, protocol violation
"""

import itertools

import numpy as np

claims = itertools.cycle([float, np.ndarray, list, dict, tuple])


class Liar:
    __class__ = property(lambda self: next(claims))


def scale(x):
    return Liar()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
