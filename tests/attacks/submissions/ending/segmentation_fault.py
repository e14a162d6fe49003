"""Reads from address zero.

must: no points
verdict: runtime error
says: (signal 11)
outside: ends the grader
"""

import ctypes


def scale(x):
    return ctypes.string_at(0)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
