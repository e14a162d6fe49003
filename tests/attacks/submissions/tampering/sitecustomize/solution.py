"""Brings modules that an interpreter imports before everything else.

must: no points
verdict: wrong answer
"""

def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
