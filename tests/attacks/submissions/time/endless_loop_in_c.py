"""Spends its time in a loop in C, which no signal handler of Python interrupts.

must: no points
verdict: time limit
says: importing it took
outside: never ends
"""

import collections
import itertools

collections.deque(itertools.repeat(0), maxlen=0)
