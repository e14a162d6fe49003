"""Raises an error whose text would fill a disk.

must: no points
verdict: runtime error
"""

class Error(Exception):
    def __str__(self):
        return "long " * 10_000_000


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
