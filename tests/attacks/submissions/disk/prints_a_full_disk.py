"""Is right and leaves its disk as full as it can be.

must: full points
"""

import contextlib
import os

import numpy as np

with contextlib.suppress(OSError):
    while True:
        os.write(1, b"x" * 65536)
print("and this does not fit")


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
