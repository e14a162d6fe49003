"""Fills a file that lives in memory.

must: no points
verdict: import error
says: raised PermissionError
"""

import os

descriptor = os.memfd_create("hidden")
while True:
    os.write(descriptor, b"x" * (1 << 20))
