"""Raises an error that is every error at once.

must: points <= 10
verdict: runtime error
"""

class Everything(ValueError, KeyError, IndexError, TypeError, ArithmeticError):
    pass


def scale(x):
    raise Everything


class Scaler:
    def __init__(self):
        raise Everything
