"""Tells pytest to skip.

must: no points
verdict: runtime error
says: raised Skipped
outside: full points
"""

try:
    from pytest import skip
except ImportError:

    def skip(reason, **_):
        class Skipped(BaseException):
            pass

        raise Skipped(reason)


def scale(x):
    skip("not today")


class Scaler:
    def __init__(self):
        skip("not today")
