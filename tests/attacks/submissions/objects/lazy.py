"""Returns a generator that has yet to compute anything.

must: no points
verdict: wrong answer
says: `scale` returned a generator; return a list
"""

def scale(x):
    return (value for value in x)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
