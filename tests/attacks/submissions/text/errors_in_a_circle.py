"""Raises errors that are one another's cause.

must: no points
verdict: runtime error
says: raised LookupError
"""

def scale(x):
    first, second = LookupError("first"), LookupError("second")
    first.__cause__, second.__cause__ = second, first
    first.__context__ = first
    raise first


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
