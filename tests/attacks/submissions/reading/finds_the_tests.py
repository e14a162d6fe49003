"""Prints whatever tests it can find on the disk.

must: no points
verdict: wrong answer
"""

import glob

for pattern in ("*.py", "../*/test_*.py", "../../*/*/test_*.py", "/*/*/test_*.py", "/proc/*/cwd/tests/test_*.py"):
    for name in glob.iglob(pattern):
        if "test_" in name:
            print(name, open(name).read())


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
