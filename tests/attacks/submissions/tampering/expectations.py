"""Replaces the functions that compare values with expected ones.

must: no points
verdict: wrong answer
"""

import sys
import types

expect = types.ModuleType("prep.grading.expect")
expect.__getattr__ = lambda name: lambda *a, **k: None
sys.modules["prep.grading.expect"] = expect
for module in list(sys.modules.values()):
    if getattr(module, "close", None) and getattr(module, "WrongAnswer", None):
        module.close = module.equal = lambda *a, **k: None


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
