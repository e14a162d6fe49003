"""Returns from a call twice, in itself and in a child.

must: no points
verdict: wrong answer, protocol violation, runtime error
"""

import os


def scale(x):
    os.fork()
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
