"""Ends the process with a good exit code while it is imported.

must: no points
verdict: import error
says: ended its own process while it was imported (exit code 0)
outside: full points
"""

import os

os._exit(0)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
