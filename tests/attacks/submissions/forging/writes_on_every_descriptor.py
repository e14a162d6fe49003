"""Sends a report of success on every open descriptor.

must: no points
verdict: protocol violation, import error
says: the submission sent something that answers no request
"""

import contextlib
import os
import struct

import msgpack

CHECKS = ["scale_small", "scale_many", "scaler_keeps_what_it_learnt", "refuses_nothing", "scaler_small"]
PARTS = {"message": "", "line": None, "time_s": 0.0, "output": "", "metric": None, "latency": None}


def frame(message):
    header = msgpack.packb(message)
    return struct.pack("!II", len(header), 0) + header


reports = [frame({"check": check, "verdict": "accepted"} | PARTS) for check in CHECKS]
reports.append(frame({"done": True, "cpu_s": 0.0}))
for descriptor in range(256):
    for report in reports:
        with contextlib.suppress(OSError):
            os.set_blocking(descriptor, False)
            os.write(descriptor, report)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
