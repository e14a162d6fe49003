"""Returns a generator that has yet to compute anything.

must: no points
verdict: protocol violation
says: `scale` returned a generator, which is no plain data; return an array or a list
"""

def scale(x):
    return (value for value in x)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
