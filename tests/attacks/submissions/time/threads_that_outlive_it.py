"""Starts threads at import that compute for ever, beside right answers.

must: points <= 100
verdict: accepted, time limit, skipped
"""

import threading

import numpy as np


def spin():
    while True:
        pass


for _ in range(6):
    threading.Thread(target=spin, daemon=True).start()

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
