"""Goes on when there is no more memory.

must: no points
verdict: memory limit, import error, time limit
"""

kept = []
while True:
    try:
        kept.append(b"x" * (64 << 20))
    except MemoryError:
        pass
