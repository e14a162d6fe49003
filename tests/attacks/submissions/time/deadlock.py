"""Waits for a lock that it holds.

must: no points
verdict: time limit
says: by the wall clock
"""

import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
