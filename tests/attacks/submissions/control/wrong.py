"""The control that must always fail.

must: no points
verdict: runtime error, wrong answer
outside: no points
"""

def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
