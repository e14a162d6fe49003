"""Returns a function in place of a value.

must: no points
verdict: protocol violation
says: `scale` returned a function, which is no plain data
"""

def scale(x):
    return lambda: x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
