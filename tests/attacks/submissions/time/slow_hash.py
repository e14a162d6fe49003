"""Returns a dict whose keys take for ever to compare.

must: no points
verdict: time limit
"""

class Slow(str):
    __hash__ = lambda self: 0

    def __eq__(self, other):
        while True:
            pass


def scale(x):
    return {Slow(): 1, Slow(): 2}
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
