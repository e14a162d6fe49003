"""Raises a group of groups of errors.

must: no points
verdict: runtime error
says: raised ExceptionGroup
"""

group = LookupError("x")
for _ in range(500):
    group = ExceptionGroup("a group", [group])


def scale(x):
    raise group


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
