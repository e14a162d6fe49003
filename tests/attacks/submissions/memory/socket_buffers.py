"""Hides memory in the buffers of sockets.

must: no points
verdict: wrong answer
"""

import contextlib
import socket

pairs = []
with contextlib.suppress(OSError):
    while True:
        pairs.append(socket.socketpair())
        with contextlib.suppress(BlockingIOError):
            while True:
                pairs[-1][0].send(b"x" * 65536, socket.MSG_DONTWAIT)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
