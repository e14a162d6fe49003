"""Sends a sparse matrix that is as wide as numbers go.

must: no points
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


def _reply(kind, body, blocks=()):
    """Answer the present request with these bytes of msgpack."""
    header = b"\x93" + msgpack.packb(_local("answer", "number")) + msgpack.packb(kind) + body
    lengths = b"".join(struct.pack("!Q", len(block)) for block in blocks)
    _local("serve", "channel").sendall(struct.pack("!II", len(header), len(blocks)) + lengths + header + b"".join(blocks))
    os._exit(0)


def _ext(code, *parts):
    return msgpack.packb(msgpack.ExtType(code, msgpack.packb(list(parts))))


def scale(x):
    _reply("value", msgpack.packb(msgpack.ExtType(11, msgpack.packb([[1, 1 << 62], msgpack.ExtType(2, msgpack.packb(["<f8", [0], 0])), msgpack.ExtType(2, msgpack.packb(["<i8", [0], 1])), msgpack.ExtType(2, msgpack.packb(["<i8", [2], 2]))]))), [b"", b"", bytes(16)])


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
