"""Never returns.

must: no points
verdict: time limit
says: ; the limit is
"""

def scale(x):
    while True:
        pass
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
