"""Says that its result has no plain form, and gives a nest of lists for a reason.

must: no points
verdict: protocol violation, time limit
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


def _reply(kind, body):
    """Answer the present request with these bytes of msgpack."""
    number = msgpack.packb(_local("answer", "number"))
    header = b"\x93" + number + msgpack.packb(kind) + body
    _local("serve", "channel").sendall(struct.pack("!II", len(header), 0) + header)
    os._exit(0)


def scale(x):
    _reply("unsendable", b"\x91" * 400 + b"\xdd\x00\x70\x00\x00" + b"\x90" * 0x700000)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
