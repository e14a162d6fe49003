"""Answers every import with a module that agrees.

must: no points
verdict: wrong answer
"""

import sys
import types


class Agree:
    def find_spec(self, name, path=None, target=None):
        sys.modules[name] = types.ModuleType(name)
        return None


sys.meta_path.insert(0, Agree())
sys.path_hooks.clear()
sys.path.clear()


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
