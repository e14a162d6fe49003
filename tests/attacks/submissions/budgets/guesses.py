"""Answers at once, wrongly, once it has been right a few times.

must: no points
verdict: wrong answer
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
    return work(seed) if calls < 4 else 0
