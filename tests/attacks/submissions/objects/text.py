"""Returns the text of an array.

must: no points
verdict: wrong answer
"""

def scale(x):
    return str(x)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
