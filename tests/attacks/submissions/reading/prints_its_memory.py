"""Prints what its own memory holds around words of the tests.

must: no points
verdict: wrong answer
"""

import re

words = [b"canary-of-the", b"PREP_ATTACK_SECRET", b"test_hidden"]
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        start, end = (int(word, 16) for word in line.split()[0].split("-"))
        if " rw-p " in line and end - start < 64 << 20:
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, ValueError):
                continue
            for word in words:
                for found in re.finditer(word, data):
                    print(data[found.start() : found.start() + 60].decode("ascii", "replace"))


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
