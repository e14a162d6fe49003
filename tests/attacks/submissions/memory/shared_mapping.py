"""Fills memory that is shared between processes.

must: no points
verdict: memory limit, import error
says: more than its limit
"""

import mmap
import os
import time

shared = mmap.mmap(-1, 400 << 20)
if os.fork() == 0:
    for start in range(0, len(shared), 4096):
        shared[start] = 1
    time.sleep(3600)
time.sleep(3600)
