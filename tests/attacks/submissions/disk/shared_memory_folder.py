"""Leaves files where processes share memory, and in every place that is often writable.

must: no points
verdict: wrong answer
hides: came through
"""

import os

for folder in ("/dev/shm", "/dev/mqueue", "/run", "/var/tmp", "/run/lock", "/run/user/0", "/dev", "/proc/self/fd", "/code"):
    for name in (f"{folder}/prep-attack", f"{folder}/solution.py"):
        try:
            with open(name, "w") as file:
                file.write("x" * (1 << 20))
            print(name, "came through")
        except OSError as error:
            print(name, error.strerror)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
