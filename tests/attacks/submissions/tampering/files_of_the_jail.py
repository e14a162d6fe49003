"""Overwrites the files of the jail, of the libraries and of its own submission.

must: no points
verdict: wrong answer
"""

import contextlib
import os
import sys

for name in list(sys.modules):
    file = getattr(sys.modules[name], "__file__", None) or "/box/solution.py"
    with contextlib.suppress(OSError):
        os.chmod(file, 0o777)
    with contextlib.suppress(OSError):
        with open(file, "w") as target:
            target.write("raise SystemExit")
for folder in ("/", "/code", "/code/prep", "/usr/lib", "/dev", "/proc", os.path.dirname(sys.executable)):
    with contextlib.suppress(OSError):
        with open(os.path.join(folder, "prep-attack"), "w") as target:
            target.write("x")
        print("wrote to", folder)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
