"""Works twice as long.

must: no points
verdict: over budget
"""


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def digest(seed):
    work(seed + 1)
    return work(seed)
