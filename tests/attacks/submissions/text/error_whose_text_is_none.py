"""Raises an error whose text is no text.

must: no points
verdict: runtime error
says: (its text cannot be read: TypeError)
"""

class Error(Exception):
    def __str__(self):
        return 5


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
