"""Starts a shell and another interpreter.

must: no points
verdict: wrong answer, import error
"""

import os
import subprocess
import sys

print("shell:", os.system("id > /tmp/prep-attack-shell"))
print(subprocess.run([sys.executable, "-c", "import os; print(os.listdir('/'))"], capture_output=True, text=True).stdout)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
