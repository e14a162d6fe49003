"""Forbids everything from now on by an audit hook.

must: no points
verdict: wrong answer, runtime error, import error
"""

import sys


def forbid(event, arguments):
    raise RuntimeError("no more")


sys.addaudithook(forbid)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
