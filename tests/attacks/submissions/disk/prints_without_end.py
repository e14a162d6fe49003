"""Prints until its disk is full.

must: no points
verdict: import error
says: No space left on device
outside: never ends
"""

while True:
    print("x" * 1000)
