"""Burns time in threads while it is not asked, so that the reference looks slow.

must: no points
verdict: over budget, time limit
"""

import threading


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def burn():
    while True:
        work(1, 1000)


for _ in range(3):
    threading.Thread(target=burn, daemon=True).start()


def digest(seed):
    return work(seed)
