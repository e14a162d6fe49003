"""Does its work in a thread, for no good reason.

must: full points
"""

from concurrent.futures import ThreadPoolExecutor


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def digest(seed):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, seed).result()
