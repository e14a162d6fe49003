"""Writes to standard error below Python, until its disk is full.

must: no points
verdict: import error
says: No space left on device
"""

import os

while True:
    os.write(2, b"x" * (1 << 16))
