"""Catches every assertion by a trace function.

must: no points
verdict: wrong answer, runtime error, protocol violation
"""

import sys
import threading


def trace(frame, event, argument):
    if frame.f_code.co_name.startswith("test_"):
        frame.f_trace_lines = True
        frame.f_lineno = frame.f_code.co_firstlineno + 99 if event == "line" else frame.f_lineno
    return trace


sys.settrace(trace)
threading.settrace(trace)


def scale(x):
    return x


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return x
