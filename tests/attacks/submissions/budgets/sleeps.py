"""Is quick, and asleep for far longer.

must: no points
verdict: over budget
"""

import time


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def digest(seed):
    time.sleep(0.05)
    return work(seed)
