"""Stops the clocks and then takes its time.

must: no points
verdict: time limit
says: importing it took
"""

import time

time.monotonic = time.time = time.perf_counter = lambda: 0.0
while time.monotonic() < 1:
    pass
