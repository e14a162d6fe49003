"""Has its work done by children of children, whose end is ignored so that their time is added up nowhere.

must: no points
verdict: time limit
"""

import os
import signal
import time

import numpy as np

signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def work():
    # half a second of CPU time on any machine: a count of steps is over too soon on a fast one
    while time.process_time() < 0.5:
        sum(range(10_000))


def scale(x):
    for _ in range(6):
        read, write = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                work()
                os.write(write, b"1")
                os._exit(0)
            os.close(write)
            os.read(read, 1)
            os._exit(0)
        os.close(write)
        os.read(read, 1)
        os.close(read)
    x = np.asarray(x, dtype=float)
    if x.size == 0:
        raise ValueError("no numbers")
    spread = x.std()
    return (x - x.mean()) / (spread if spread > 0 else 1.0)


class Scaler:
    def fit(self, x):
        scale(x)
        return self

    def transform(self, x):
        return scale(x)
