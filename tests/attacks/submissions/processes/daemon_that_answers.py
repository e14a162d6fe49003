"""Leaves a child that keeps the channel, and ends itself.

must: no points
verdict: runtime error
says: ended its own process
"""

import os
import time


def scale(x):
    if os.fork() == 0:
        time.sleep(3600)
    os._exit(0)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
