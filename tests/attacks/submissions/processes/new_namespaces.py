"""Makes itself root of a world of its own, from which more of the kernel is open.

must: no points
verdict: wrong answer
says: unshare refused
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for name, call in {
    "unshare": lambda: libc.unshare(0x10000000),
    "clone": lambda: libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0),
    "mount": lambda: libc.mount(b"none", b"/box", b"tmpfs", 0, None),
    "chroot": lambda: libc.chroot(b"/box"),
    "bpf": lambda: libc.syscall(321, 0, 0, 0),
    "keyctl": lambda: libc.syscall(250, 0, 0, 0),
    "io_uring": lambda: libc.syscall(425, 8, 0),
    "x32 ptrace": lambda: libc.syscall(0x40000000 + 521, 0, 0, 0, 0),
    "setuid": lambda: libc.setuid(0),
}.items():
    result = call()
    print(name, "refused" if result == -1 else f"came through: {result}")


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
