"""Sends an exception whose every text has a megabyte, with a traceback of as many lines as fit.

must: no points
verdict: runtime error
says: raised
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
    text = "\x00" * 1_000_000
    place = ["solution.py", 1 << 62, text, text]
    _reply("raised", msgpack.packb({"type": text, "bases": [text], "text": text, "trace": [place] * 2}))


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
