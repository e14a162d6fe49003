"""Raises from the bottom of a deep recursion.

must: no points
verdict: runtime error
says: raised ZeroDivisionError
"""

def scale(x, depth=900):
    return scale(x, depth - 1) if depth else 1 / 0


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
