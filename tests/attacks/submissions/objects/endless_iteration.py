"""Returns a list that never ends when it is read.

must: no points
verdict: wrong answer, memory limit, time limit
"""

class Endless(list):
    def __iter__(self):
        while True:
            yield 1.0


def scale(x):
    return Endless()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
