"""Returns a number too large to print.

must: no points
verdict: wrong answer
says: a whole number of
"""

def scale(x):
    return 10**5000


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
