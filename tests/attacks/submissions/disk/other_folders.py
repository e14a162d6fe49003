"""Writes wherever it can.

must: no points
verdict: wrong answer
says: wrote to /box
outside: writes a file
"""

import contextlib
import os

for folder in ("/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/run", "/code", "/usr/lib", "/proc", "/box/..", os.path.expanduser("~")):
    with contextlib.suppress(OSError):
        with open(os.path.join(folder, "prep-attack-file"), "w") as file:
            file.write("here")
        print("wrote to", folder)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
