"""Returns an object that claims a piece of memory which is not its own.

must: no points
verdict: wrong answer, runtime error
"""

class Interface:
    __array_interface__ = {"shape": (3,), "typestr": "<f8", "data": (0xDEAD0000, False), "version": 3}


def scale(x):
    return Interface()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
