"""Makes links from its folder to others, and writes through them.

must: no points
verdict: wrong answer
"""

import contextlib
import os

for number, target in enumerate(("/", "/code", "/usr/lib", "/proc/1/root", "/etc/passwd", "/dev/full")):
    with contextlib.suppress(OSError):
        os.symlink(target, f"link{number}")
        with open(f"link{number}/prep-attack-link", "w") as file:
            file.write("here")
        print("wrote to", target)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
