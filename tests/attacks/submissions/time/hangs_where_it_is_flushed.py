"""Replaces standard output by one whose flushing never ends.

must: no points
"""

import sys
import time

import numpy as np


class Slow:
    def write(self, text):
        return len(text)

    def flush(self):
        while True:
            time.sleep(1)


sys.stdout = Slow()

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
