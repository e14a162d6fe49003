"""Announces an array of an exabyte.

must: no points
verdict: protocol violation
says: the submission sent a frame larger than allowed
"""

import os
import struct
import sys

import msgpack


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


def scale(x):
    header = msgpack.packb([_local("answer", "number"), "value", 0])
    _local("serve", "channel").sendall(struct.pack("!II", len(header), 1) + header + struct.pack("!Q", 1 << 60))
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
