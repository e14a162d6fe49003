"""Forks as often as it can.

must: no points
verdict: wrong answer, memory limit
"""

import contextlib
import os
import time

children = 0
with contextlib.suppress(OSError):
    for _ in range(60):
        if os.fork() == 0:
            time.sleep(3600)
        children += 1
print("children:", children)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
