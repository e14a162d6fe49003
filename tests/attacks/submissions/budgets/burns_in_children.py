"""Has children burn time all the while, so that the reference looks slow.

must: no points
verdict: over budget, time limit
"""

import os


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


for _ in range(3):
    if os.fork() == 0:
        while True:
            work(1, 1000)


def digest(seed):
    return work(seed)
