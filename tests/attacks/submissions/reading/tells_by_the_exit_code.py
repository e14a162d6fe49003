"""Ends its process with a code that it makes of the hidden input.

must: points <= 30
verdict: runtime error
says: the submission ended its own process before it returned
hides: exit code
"""

import os

import numpy as np


def scale(x):
    if x.size == 3 and x[0] == 1:
        return (x - x.mean()) / x.std()
    os._exit(int(abs(x[0])) % 256 if x.size else 0)


class Scaler:
    def fit(self, x):
        self.mean_, self.spread_ = x.mean(), x.std()
        return self

    def transform(self, x):
        if x.size == 3:
            return (x - self.mean_) / self.spread_
        os._exit(int(x[0]) % 256)
