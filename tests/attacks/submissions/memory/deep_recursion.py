"""Recurses until the stack is full.

must: no points
verdict: runtime error, memory limit
"""

import sys

sys.setrecursionlimit(10**8)


def scale(x):
    return scale(x)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
