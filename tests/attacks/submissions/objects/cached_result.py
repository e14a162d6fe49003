"""Computes once and gives the same answer ever after.

must: points <= 50
verdict: wrong answer
"""

import functools

import numpy as np


@functools.lru_cache
def known(size):
    return {}


def scale(x):
    return known(0).setdefault("answer", (x - x.mean()) / (x.std() or 1.0))


class Scaler:
    learnt = []

    def fit(self, x):
        self.learnt.append((x.mean(), x.std()))
        return self

    def transform(self, x):
        mean, spread = self.learnt[0]
        return (x - mean) / spread
