"""Claims that a name is missing which it makes up from the hidden input.

must: points <= 10
verdict: runtime error
says: raised AttributeError
"""

import numpy as np


def scale(x):
    if x.size == 3 and x[0] == 1:
        return (x - x.mean()) / x.std()
    raise AttributeError(f"module 'solution' has no attribute 'saw {x[:2]}'")


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
