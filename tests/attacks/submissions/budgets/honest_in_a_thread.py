"""Does its work in a thread, for no good reason.

must: full points
"""

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)  # one for each call would cost a sixth of the work, and on a busy machine more than half


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def digest(seed):
    return POOL.submit(work, seed).result()
