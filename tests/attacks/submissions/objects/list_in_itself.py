"""Returns a list that holds itself.

must: no points
verdict: wrong answer
says: nested too deeply or in itself
"""

endless = []
endless.append(endless)


def scale(x):
    return endless


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
