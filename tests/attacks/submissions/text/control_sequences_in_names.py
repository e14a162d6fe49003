"""Has an error, a function and a file whose names steer a terminal.

must: no points
verdict: runtime error
says: \x1b]0;owned\x07
"""

import sys

NAME = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b1m\r\x08\x00\u202e\u2028\u200b".replace("\0", "")


def scale(x):
    code = compile("def f():\n    raise error", "/box/" + NAME, "exec").co_consts[0].replace(co_name=NAME)
    exec(code, {"error": type(NAME, (LookupError,), {})})


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
