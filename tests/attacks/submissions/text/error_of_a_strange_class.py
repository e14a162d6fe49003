"""Raises an error whose class answers no question.

must: no points
verdict: runtime error
"""

class Meta(type):
    @property
    def __name__(cls):
        raise RuntimeError("nameless")

    @property
    def __mro__(cls):
        raise RuntimeError("without ancestors")


class Error(Exception, metaclass=Meta):
    pass


def scale(x):
    raise Error


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
