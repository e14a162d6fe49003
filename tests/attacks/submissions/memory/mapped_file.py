"""Maps a file that is larger than its disk and writes to it.

must: no points
verdict: import error
says: (signal 7)
"""

import mmap
import os

descriptor = os.open("large", os.O_RDWR | os.O_CREAT)
os.truncate(descriptor, 4 << 20)
os.write(os.open("filler", os.O_WRONLY | os.O_CREAT), b"x" * (3 << 20))
mapped = mmap.mmap(descriptor, 0)
for start in range(0, len(mapped), 4096):
    mapped[start] = 1


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
