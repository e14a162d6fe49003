"""Asks the kernel for shared memory that outlives its process.

must: no points
verdict: import error
says: raised PermissionError
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(0x7261 + 1, 64 << 20, 0o1666) < 0:
    raise OSError(ctypes.get_errno(), "shmget")
