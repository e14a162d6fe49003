"""Has a thread hold the lock of the interpreter, so that no answer is ever sent.

must: no points
verdict: time limit
"""

import re
import threading

threading.Thread(target=re.match, args=("(a|aa)+$", "a" * 200 + "b"), daemon=True).start()


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
