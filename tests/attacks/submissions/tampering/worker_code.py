"""Replaces the code that runs beside it in the jail, function by function.

must: no points
verdict: wrong answer, runtime error, protocol violation
"""

import sys
import types

for name in ("prep.grading.jail.worker", "prep.grading.jail.zygote", "prep.grading.jail.namespaces"):
    module = sys.modules.get(name)
    for key, value in list(vars(module).items()) if module else []:
        if isinstance(value, types.FunctionType) and key not in ("serve",):
            value.__code__ = (lambda *a, **k: {"verdict": "accepted"}).__code__


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
