"""Raises an error whose text ends the program.

must: no points
verdict: runtime error
says: (its text cannot be read: SystemExit)
"""

class Error(Exception):
    def __str__(self):
        raise SystemExit(0)


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
