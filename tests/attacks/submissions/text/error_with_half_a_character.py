"""Raises an error whose text cannot be encoded.

must: no points
verdict: runtime error
says: half \udc80 of it
"""

class Error(Exception):
    def __str__(self):
        return "half \udc80 of it"


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
