"""Returns an object that answers everything with itself.

must: no points
verdict: wrong answer
"""

from unittest.mock import MagicMock


def scale(x):
    return MagicMock()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
