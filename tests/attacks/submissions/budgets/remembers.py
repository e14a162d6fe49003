"""Remembers what it was asked, though it is never asked again, and works twice as long for the others.

must: no points
verdict: over budget
"""


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


known = {}


def digest(seed):
    if seed not in known:
        work(seed + 1)
        known[seed] = work(seed)
    return known[seed]
