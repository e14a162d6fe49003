"""Sends a data frame of single values, to be repeated for every row of an index that costs nothing to claim.

must: no points
verdict: protocol violation
says: a column whose length is not that of its index
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
    index = msgpack.ExtType(18, msgpack.packb([None, [0, 1 << 24, 1]]))
    names = list(range(2000))
    _reply("value", msgpack.packb(msgpack.ExtType(10, msgpack.packb([index, names, [0.5] * 2000]))))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
