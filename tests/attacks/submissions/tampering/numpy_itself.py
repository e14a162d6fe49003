"""Replaces numpy in the table of modules.

must: no points
verdict: wrong answer, runtime error
"""

import sys
import types


class Agreeable(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: True


sys.modules["numpy"] = sys.modules["numpy.testing"] = Agreeable("numpy")


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
