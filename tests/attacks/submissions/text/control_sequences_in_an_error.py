"""Raises an error whose text steers a terminal.

must: no points
verdict: runtime error
says: \x1b]0;owned\x07\x1b[2J
outside: steers the terminal
"""

def scale(x):
    raise LookupError("\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b1m\r\x08\x00\u202e\u2028\u200b")


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
