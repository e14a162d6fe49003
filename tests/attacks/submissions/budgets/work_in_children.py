"""Has children do three times the work, and waits for each.

must: no points
verdict: over budget
"""

import os


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


def in_a_child(seed):
    """The result of three times the work, done where this process's clock does not run."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        for _ in range(2):
            work(seed + 1)
        os.write(theirs, str(work(seed)).encode())
        os._exit(0)
    os.close(theirs)
    value = int(os.read(ours, 100))
    os.close(ours)
    return pid, value


def digest(seed):
    pid, value = in_a_child(seed)
    os.waitpid(pid, 0)
    return value
