"""Sets an alarm that would end its process before any limit does.

must: no points
verdict: time limit, import error
outside: ends the grader
"""

import signal

signal.setitimer(signal.ITIMER_REAL, 0.05)
while True:
    pass
