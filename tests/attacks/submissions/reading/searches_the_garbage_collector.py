"""Looks for the reference among all objects in memory.

must: no points
verdict: wrong answer
outside: full points
"""

import gc
import types

SELF = globals()


def other(name):
    for thing in gc.get_objects():
        if isinstance(thing, types.ModuleType) and hasattr(thing, "CANARY") and hasattr(thing, name):
            return getattr(thing, name)


def scale(x):
    found = other("scale")
    return found(x) if found else x


class Scaler:
    def __new__(cls):
        found = other("Scaler")
        return found() if found else object.__new__(cls)

    def fit(self, x):
        return self

    def transform(self, x):
        return x
