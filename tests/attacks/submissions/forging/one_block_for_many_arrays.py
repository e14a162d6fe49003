"""Sends one block of data, and thousands of arrays that are made of it.

must: no points
verdict: protocol violation
says: two arrays of the same data
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


def scale(x):
    array = msgpack.ExtType(2, msgpack.packb(["<f8", [1 << 20], 0]))
    header = msgpack.packb([_local("answer", "number"), "value", [array] * 2000])
    channel = _local("serve", "channel")
    channel.sendall(struct.pack("!IIQ", len(header), 1, 8 << 20) + header + bytes(8 << 20))
    os._exit(0)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
