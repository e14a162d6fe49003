"""Raises an error whose text is never finished.

must: no points
verdict: time limit
"""

class Error(Exception):
    def __str__(self):
        while True:
            pass


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
