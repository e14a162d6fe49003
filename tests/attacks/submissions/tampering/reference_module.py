"""Puts itself in the place of the reference.

must: no points
verdict: wrong answer
"""

import sys


def scale(x):
    return x * 0


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x * 0


sys.modules["reference"] = sys.modules[__name__]
for module in list(sys.modules.values()):
    if hasattr(module, "CANARY"):
        module.scale, module.Scaler = scale, Scaler
        if hasattr(module, "reference"):
            module.reference = sys.modules[__name__]
