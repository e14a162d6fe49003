"""Kills its own process.

must: no points
verdict: wrong answer
outside: ends the grader
"""

import os
import signal


def scale(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
