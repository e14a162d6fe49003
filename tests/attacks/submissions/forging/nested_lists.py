"""Sends lists nested as deeply as the format allows.

must: no points
verdict: wrong answer, runtime error, protocol violation
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
    _forge(b"\x91" * 1000 + b"\x01")


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
