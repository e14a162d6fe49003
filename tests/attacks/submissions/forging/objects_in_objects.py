"""Sends arrays of objects that hold one another to the limit of depth, over and over.

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
    inner = msgpack.ExtType(14, msgpack.packb([[0], []]))
    for _ in range(60):
        inner = msgpack.ExtType(14, msgpack.packb([[8], [inner] * 8])) if len(inner.data) < 1 << 19 else inner
    _reply("value", msgpack.packb(inner))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
