"""Returns nested dicts and tuples without end.

must: no points
verdict: wrong answer, runtime error
"""

nested = ()
for _ in range(100_000):
    nested = ({"deeper": nested},)


def scale(x):
    return nested


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
