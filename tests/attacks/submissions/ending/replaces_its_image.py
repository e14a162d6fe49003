"""Becomes another program that answers on the channel with what it found.

must: no points
"""

import os
import sys


def scale(x):
    for fd in range(3, 20):
        try:
            os.set_inheritable(fd, True)
        except OSError:
            pass
    os.execv("/proc/self/exe", ["python", "-c", "import os\nfor fd in range(3, 20):\n  try: os.write(fd, b'\\0' * 64)\n  except OSError: pass"])


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
