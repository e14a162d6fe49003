"""Leaves as many dead children as it may have, waited for by nobody.

must: points <= 100
verdict: accepted
"""

import os

import numpy as np

for _ in range(40):
    try:
        if os.fork() == 0:
            os._exit(0)
    except OSError:
        break

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
