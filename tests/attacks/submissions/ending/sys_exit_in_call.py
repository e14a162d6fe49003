"""Raises SystemExit when it is called.

must: no points
verdict: runtime error
says: raised SystemExit
"""

import sys


def scale(x):
    sys.exit(0)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
