"""Tries what of the kernel a computation never needs: watching it, stopping its own memory, other processes' files.

must: no points
verdict: wrong answer
says: perf refused
hides: came through
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for name, number, *arguments in (
    ("perf", 298, 0, 0, -1, -1, 0),
    ("userfaultfd", 323, 0),
    ("fanotify", 300, 0, 0),
    ("posix queue", 240, b"/prep-attack", 0o102, 0o600, 0),
    ("secret memory", 447, 0),
    ("pidfd of the first", 434, 1, 0),
    ("open by handle", 304, 0, 0, 0),
    ("set namespace", 308, 0, 0),
    ("new mount", 430, b"tmpfs", 0),
    ("kexec", 246, 0, 0, 0, 0),
    ("personality", 135, 0x0040000),
    ("host name", 170, b"prep-attack", 11),
    ("real time", 144, 0, 1, ctypes.byref(ctypes.c_int(50))),
    ("higher priority", 141, 0, 0, -20),
    ("lock memory", 151, 3),
    ("clock", 227, 0, bytes(16)),
    ("key ring", 248, b"user", b"prep-attack", b"x", 1, -3),
    ("namespaces by clone3", 435, bytes(88), 88),
):
    print(name, "refused" if libc.syscall(number, *arguments) < 0 else "came through")


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
