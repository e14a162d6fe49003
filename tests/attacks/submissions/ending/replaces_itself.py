"""Replaces its own process by one that says all is well.

must: no points
verdict: runtime error
says: ended its own process
outside: full points
"""

import os
import sys


def scale(x):
    os.execv(sys.executable, [sys.executable, "-c", "print('5 passed')"])


class Scaler:
    def __init__(self):
        scale(0)
