"""Prints the source of everything on the stack.

must: no points
verdict: wrong answer
"""

import inspect


def scale(x):
    for frame in inspect.stack():
        print(frame.filename, frame.code_context)
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
