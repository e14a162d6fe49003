"""Has children burn time while it sleeps.

must: no points
verdict: time limit
says: importing it took
"""

import os
import time

for _ in range(3):
    if os.fork() == 0:
        while True:
            pass
time.sleep(3600)
