"""Ends the process from a thread after the tests have seen nothing wrong.

must: no points
verdict: runtime error, import error
outside: full points
"""

import os
import threading

threading.Timer(0.01, os._exit, [0]).start()


def scale(x):
    threading.Event().wait()


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
