"""Leaves an object behind whose finaliser never ends.

must: points <= 100
verdict: accepted, time limit, wrong answer, skipped
"""

import time

import numpy as np


class Last:
    def __del__(self):
        while True:
            time.sleep(1)


KEPT = [Last()]

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
