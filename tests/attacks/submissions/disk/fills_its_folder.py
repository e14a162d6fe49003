"""Writes until the disk is full.

must: no points
verdict: import error
says: No space left on device
"""

with open("large", "wb") as file:
    while True:
        file.write(b"x" * (1 << 20))
