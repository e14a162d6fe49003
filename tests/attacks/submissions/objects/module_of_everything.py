"""Has every attribute that one may ask for.

must: no points
verdict: wrong answer, runtime error, protocol violation
"""

import sys
import types


class Everything(types.ModuleType):
    def __getattribute__(self, name):
        return lambda *a, **k: 0.0


sys.modules[__name__].__class__ = Everything
