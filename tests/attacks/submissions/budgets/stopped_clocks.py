"""Works twice as long with every clock of its process stopped.

must: no points
verdict: over budget
"""

import time


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "clock_gettime"):
    setattr(time, name, lambda *arguments: 0.0)


def digest(seed):
    work(seed + 1)
    return work(seed)
