"""Lowers the limit of recursion to what its own functions just need.

must: points <= 100
verdict: accepted, runtime error, protocol violation, wrong answer, import error
"""

import sys

import numpy as np

for limit in range(20, 200):
    try:
        sys.setrecursionlimit(limit)
        break
    except RecursionError:
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
