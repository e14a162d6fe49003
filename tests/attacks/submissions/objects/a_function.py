"""Returns a function in place of a value.

must: no points
verdict: wrong answer
says: `scale` returned a function; return what it computes
"""

def scale(x):
    return lambda: x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
