"""Ends the process when an object is forgotten.

must: no points
verdict: runtime error
says: exit code 0
outside: full points
"""

import os


class Last:
    def __del__(self):
        os._exit(0)


def scale(x):
    Last()
    return x


class Scaler:
    def __init__(self):
        Last()
