"""Does what it is asked, in a loop of its own.

must: full points
"""


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def digest(seed):
    return work(seed)
