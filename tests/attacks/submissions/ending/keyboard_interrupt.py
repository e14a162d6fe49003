"""Raises what a person raises who wants to stop.

must: no points
verdict: runtime error
says: raised KeyboardInterrupt
"""

def scale(x):
    raise KeyboardInterrupt


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
