"""Raises an error whose text raises another.

must: no points
verdict: runtime error
says: (its text cannot be read: RuntimeError)
"""

class Error(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
