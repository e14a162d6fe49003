"""Makes timers, watches and locks without number, each a piece of the kernel's memory.

must: no points
verdict: runtime error
says: refused: timers 0, watches 0, locks 0
"""

import ctypes
import fcntl
import struct

libc = ctypes.CDLL(None, use_errno=True)


def made(attempt):
    count = 0
    while count < 20_000 and attempt(count):
        count += 1
    return count


def locked(descriptor, place):
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 2 * place, 1, 0))
    except OSError:
        return False
    return True


def scale(x):
    timer = ctypes.c_int()
    timers = made(lambda _: libc.timer_create(0, None, ctypes.byref(timer)) == 0)
    inotify = libc.inotify_init()
    watches = made(lambda _: libc.inotify_add_watch(inotify, b"/box", 0xFFF) >= 0)
    with open("locks", "w+b") as file:
        locks = made(lambda place: locked(file.fileno(), place))
    raise RuntimeError(f"refused: timers {timers}, watches {watches}, locks {locks}")
