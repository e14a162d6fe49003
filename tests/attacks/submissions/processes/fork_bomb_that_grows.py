"""Forks in every fork.

must: no points
verdict: time limit, memory limit, import error
"""

import os

while True:
    try:
        os.fork()
    except OSError:
        pass
