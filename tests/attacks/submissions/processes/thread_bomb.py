"""Starts threads as long as it can.

must: no points
verdict: import error
says: raised RuntimeError at line
"""

import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
