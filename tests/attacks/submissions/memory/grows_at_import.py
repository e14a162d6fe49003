"""Grows without end while it is imported.

must: no points
verdict: memory limit, import error
says: more than its limit
"""

kept = []
while True:
    kept.append(bytearray(b"x" * (4 << 20)))
