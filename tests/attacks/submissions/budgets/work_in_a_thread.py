"""Has a thread do half of twice the work.

must: no points
verdict: over budget
"""

import threading


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def digest(seed):
    other = threading.Thread(target=work, args=(seed + 1,))
    other.start()
    value = work(seed)
    other.join()
    return value
