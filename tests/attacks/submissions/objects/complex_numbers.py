"""Returns complex numbers.

must: no points
verdict: wrong answer
says: return numbers
"""

def scale(x):
    return x + 0j


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
