"""Changes the value of small whole numbers in the interpreter.

must: no points
verdict: wrong answer, runtime error, protocol violation, import error, time limit
"""

import ctypes

for number in (1, 3):
    ctypes.c_uint32.from_address(id(number) + 24).value = 0


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
