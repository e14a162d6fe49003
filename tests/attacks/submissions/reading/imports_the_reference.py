"""Imports the reference solution by its name and uses it.

must: no points
verdict: wrong answer
outside: full points
"""

try:
    from reference import Scaler, scale
except ImportError:

    def scale(x):
        return x

    class Scaler:
        def fit(self, x):
            return self

        def transform(self, x):
            return x
