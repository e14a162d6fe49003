"""Kills every process that it may.

must: no points
verdict: wrong answer
outside: ends the grader
"""

import contextlib
import os
import signal


def scale(x):
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGKILL)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
