"""Returns an array whose memory is given back while it is sent.

must: points <= 100
verdict: wrong answer
"""

import mmap
import threading

import numpy as np


def scale(x):
    memory = mmap.mmap(-1, 1 << 24)
    array = np.frombuffer(memory, "f8")
    threading.Thread(target=lambda: memory.madvise(mmap.MADV_DONTNEED), daemon=True).start()
    return array


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
