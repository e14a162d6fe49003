"""Ends itself after half of a large answer.

must: no points
verdict: wrong answer, runtime error, protocol violation
"""

import os
import threading
import time

import numpy as np


def scale(x):
    threading.Thread(target=lambda: (time.sleep(0.02), os._exit(0)), daemon=True).start()
    return np.zeros(3_000_000)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
