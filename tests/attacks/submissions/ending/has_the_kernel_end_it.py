"""Lowers its own limits so that the kernel kills it, and the grader takes that for somebody else's doing.

must: no points
verdict: runtime error, time limit
"""

import resource


def scale(x):
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
        resource.prlimit(0, resource.RLIMIT_CPU, (1, 1))
    except ValueError:
        raise RuntimeError from None
    while True:
        pass


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
