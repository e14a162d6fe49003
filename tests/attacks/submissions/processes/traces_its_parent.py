"""Attaches to its parent as a debugger does.

must: no points
verdict: wrong answer
says: ptrace: Operation not permitted
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH = 16
if libc.ptrace(PTRACE_ATTACH, os.getppid() or 1, 0, 0) != 0:
    print("ptrace:", os.strerror(ctypes.get_errno()))


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
