"""Is quick in the calls that look like warming up, and slow after them.

must: no points
verdict: over budget
"""


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


calls = 0


def digest(seed):
    global calls
    calls += 1
    if calls > 4:
        work(seed + 1)
    return work(seed)
