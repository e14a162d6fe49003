"""Prints its environment, and that of every process it can see.

must: no points
verdict: wrong answer
says: HOME /box
"""

import glob
import os

for name, value in os.environ.items():
    print(name, value)
for name in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try:
        print(name, open(name).read())
    except OSError as error:
        print(name, error.strerror)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
