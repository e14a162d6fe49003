"""Has its work done by children of children, whose end is ignored so that their time is added up nowhere.

must: no points
verdict: time limit
"""

import os
import signal

import numpy as np

signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def work():
    x = 0
    for i in range(8_000_000):
        x += i


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
