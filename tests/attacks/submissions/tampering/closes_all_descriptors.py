"""Closes every descriptor.

must: no points
verdict: runtime error
says: ended its own process
"""

import os


def scale(x):
    os.closerange(0, 256)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
