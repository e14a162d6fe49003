"""Leaves a good exit code to an exit handler.

must: no points
verdict: wrong answer
outside: full points
"""

import atexit
import os

atexit.register(os._exit, 0)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
