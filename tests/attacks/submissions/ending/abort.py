"""Aborts, which raises a signal that nobody can ignore.

must: no points
verdict: runtime error
says: (signal 
outside: ends the grader
"""

import os


def scale(x):
    os.abort()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
