"""Replaces the answers of the worker itself.

must: no points
verdict: wrong answer, protocol violation
"""

import sys

wire = sys.modules.get("prep.grading.jail.wire")
if wire is not None:
    encode = wire.encode
    wire.encode = lambda message, keep=None: encode([message[0], "value", {"verdict": "accepted", "points": 100}])


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
