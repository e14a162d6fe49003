"""Returns NaN, which no comparison calls wrong if it is asked the wrong way round.

must: no points
verdict: wrong answer
says: holds NaN or infinity
"""

def scale(x):
    return x * float("nan")


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
