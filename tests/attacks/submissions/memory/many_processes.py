"""Divides its memory among children that each keep below the limit.

must: no points
verdict: memory limit, import error
says: more than its limit
"""

import os
import time

for _ in range(8):
    if os.fork() == 0:
        kept = b"x" * (60 << 20)
        time.sleep(3600)
time.sleep(3600)
