"""Ends the process with a good exit code when it is called.

must: no points
verdict: runtime error
says: ended its own process before it returned (exit code 0)
outside: full points
"""

import os


def scale(x):
    os._exit(0)


class Scaler:
    def __init__(self):
        os._exit(0)
