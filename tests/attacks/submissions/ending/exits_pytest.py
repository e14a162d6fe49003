"""Tells pytest to exit with a good code.

must: no points
verdict: runtime error
says: raised Exit
outside: full points
"""

try:
    from pytest import exit
except ImportError:

    def exit(reason, returncode):
        class Exit(Exception):
            pass

        raise Exit(reason)


def scale(x):
    exit("done", returncode=0)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
