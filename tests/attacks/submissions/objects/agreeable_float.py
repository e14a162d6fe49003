"""Returns floats whose differences are always zero.

must: no points
verdict: wrong answer
"""

class Agreeable(float):
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *_: 0.0
    __le__ = __lt__ = lambda self, other: True
    __hash__ = float.__hash__


def scale(x):
    return [Agreeable(value) for value in x]


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
