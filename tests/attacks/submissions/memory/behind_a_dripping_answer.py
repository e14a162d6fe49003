"""Takes memory in a child while an answer drips, so that the other side is never idle.

must: no points
verdict: memory limit, import error
says: more than its limit
"""

import os
import struct
import sys

import msgpack
import time


def _local(function, name):
    """A local variable of a function further up the stack."""
    frame = sys._getframe()
    while frame.f_code.co_name != function:
        frame = frame.f_back
    return frame.f_locals[name]


def _send(*pieces):
    channel = _local("serve", "channel")
    header = b"".join(pieces)
    channel.sendall(struct.pack("!II", len(header), 0) + header)


def _forge(value):
    """Answer the present request with these bytes of msgpack."""
    _send(b"\x93", msgpack.packb(_local("answer", "number")), msgpack.packb("value"), value)
    os._exit(0)


for _ in range(4):
    if os.fork() == 0:
        kept = b"x" * (100 << 20)
        time.sleep(3600)
channel = _local("serve", "channel")
channel.sendall(struct.pack("!II", 1 << 20, 0))
while True:
    channel.sendall(b"x")
    time.sleep(0.001)
