"""Makes folders in folders until no name is long enough.

must: points <= 100
verdict: accepted, runtime error, import error
"""

import os

import numpy as np

for _ in range(3000):
    try:
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
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
