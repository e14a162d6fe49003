"""Takes memory in steps that are each too short to be watched.

must: points <= 90
verdict: memory limit
"""

import numpy as np

kept = []


def scale(x):
    if x.size == 0:
        raise ValueError("nothing to scale")
    kept.append(b"x" * (50 << 20))
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x)


class Scaler:
    def fit(self, x):
        kept.append(b"x" * (50 << 20))
        self.mean_, self.spread_ = x.mean(), x.std()
        return self

    def transform(self, x):
        kept.append(b"x" * (50 << 20))
        return (x - self.mean_) / self.spread_
