"""Sleeps in every call.

must: no points
verdict: time limit
says: not run: `scale` ran into its time limit in checks before this one
"""

import time


def scale(x):
    time.sleep(3600)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
