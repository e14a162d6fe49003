"""Reads the memory of another process by a system call.

must: no points
verdict: wrong answer
says: process_vm_readv: Operation not permitted
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if libc.process_vm_readv(1, None, 0, None, 0, 0) != 0:
    print("process_vm_readv:", os.strerror(ctypes.get_errno()))


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
