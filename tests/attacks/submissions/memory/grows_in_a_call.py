"""Grows without end in every call.

must: no points
verdict: memory limit
says: more than its limit
"""

def scale(x):
    kept = []
    while True:
        kept.append(bytearray(b"x" * (4 << 20)))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
