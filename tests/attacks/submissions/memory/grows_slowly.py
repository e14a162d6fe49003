"""Grows a little in each short call.

must: no points
verdict: memory limit
"""

import time

kept = []


def scale(x):
    kept.append(b"x" * (150 << 20))
    time.sleep(0.03)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
