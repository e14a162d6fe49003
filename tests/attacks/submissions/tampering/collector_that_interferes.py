"""Hooks the garbage collector to change answers while they are sent.

must: points <= 100
verdict: accepted, wrong answer, runtime error
"""

import gc

import numpy as np

LAST = []


def interfere(phase, info):
    for array in LAST:
        array.flags.writeable = True
        array += 1


gc.callbacks.append(interfere)
gc.set_threshold(1)

def scale(x):
    if x.size == 0:
        raise ValueError("nothing to scale")
    spread = x.std()
    LAST[:] = [(x - x.mean()) / spread if spread > 0 else np.zeros_like(x)]
    return LAST[0]


class Scaler:
    def fit(self, x):
        self.mean_, self.spread_ = x.mean(), x.std()
        return self

    def transform(self, x):
        return (x - self.mean_) / self.spread_
