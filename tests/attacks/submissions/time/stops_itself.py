"""Stops its process, and everything in its group.

must: no points
verdict: wrong answer, time limit
outside: never ends
"""

import os
import signal


def scale(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    os.killpg(0, signal.SIGTSTP)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
