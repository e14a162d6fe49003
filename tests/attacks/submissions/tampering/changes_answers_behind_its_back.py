"""Has a thread change every array it has handed over, and every state, for as long as it lives.

must: points <= 90
"""

import threading

import numpy as np

handed = []
meddled = threading.Event()


def meddle():
    while True:
        for array in handed[-8:]:
            array += 1
        meddled.set()


threading.Thread(target=meddle, daemon=True).start()


def scale(x):
    if x.size == 0:
        raise ValueError
    result = (x - x.mean()) / x.std() if x.std() > 0 else np.zeros_like(x)
    handed.append(result)
    handed.append(x)
    return result


class Scaler:
    def fit(self, x):
        self.learnt = np.array([x.mean(), x.std()])
        handed.append(self.learnt)
        return self

    def transform(self, x):
        meddled.clear()
        meddled.wait()
        return (x - self.learnt[0]) / self.learnt[1]
