"""Answers with a frame that holds one value instead of three.

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
    _local("serve", "channel").sendall(struct.pack("!II", 1, 0) + b"\x01")
    os._exit(0)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
