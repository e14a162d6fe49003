"""Returns more than fits into an answer.

must: no points
verdict: wrong answer
says: MB outside arrays
"""

def scale(x):
    return b"x" * (20 << 20)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
