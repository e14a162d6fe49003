"""Sleeps, which takes no CPU time.

must: no points
verdict: time limit
says: by the wall clock; the limit is 3 times 1 s a check
outside: never ends
"""

import time

time.sleep(3600)
