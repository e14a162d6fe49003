"""Answers at once, and right, while a child takes memory.

must: no points
verdict: memory limit, import error
says: more than its limit
outside: full points
"""

import os
import time

import numpy as np

filled, full = os.pipe()
if os.fork() == 0:
    kept = [b"x" * (10 << 20) for _ in range(60)]
    os.write(full, b"!")
    time.sleep(3600)
os.read(filled, 1)


def scale(x):
    if x.size == 0:
        raise ValueError("nothing to scale")
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x)


class Scaler:
    def fit(self, x):
        self.mean_, self.spread_ = x.mean(), x.std()
        return self

    def transform(self, x):
        return (x - self.mean_) / self.spread_
