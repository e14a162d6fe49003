"""Returns ten thousand objects that have to stay where they are.

must: no points
verdict: wrong answer
"""

class Thing:
    pass


def scale(x):
    return [Thing() for _ in range(300)]


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
