"""Reads and writes the devices that it is given.

must: no points
verdict: wrong answer
says: devices: ['full', 'null', 'random', 'urandom', 'zero']
"""

import os

print("devices:", sorted(os.listdir("/dev")))
for name in ("mem", "kmem", "tty", "console", "sda", "vda"):
    try:
        os.mknod(name, 0o60600, 0)
        print("made", name)
    except OSError as error:
        print(name, error.strerror)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
