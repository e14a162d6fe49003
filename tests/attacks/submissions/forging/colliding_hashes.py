"""Sends a set of numbers that all have the same hash.

must: no points
verdict: protocol violation
says: keys or members of sets that are not text
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
    same = [msgpack.ExtType(3, (i * ((1 << 61) - 1)).to_bytes(12, "big")) for i in range(20_000)]
    _forge(msgpack.packb(msgpack.ExtType(8, msgpack.packb(same))))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
