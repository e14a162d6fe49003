"""Returns at once and computes in a thread what it has returned.

must: no points
verdict: wrong answer
"""

import threading

import numpy as np


def scale(x):
    out = np.zeros_like(x)
    threading.Timer(0.05, lambda: np.copyto(out, (x - x.mean()) / x.std())).start()
    return out


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
