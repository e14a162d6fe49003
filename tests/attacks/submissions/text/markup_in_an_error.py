"""Raises an error of HTML and template syntax.

must: no points
verdict: runtime error
says: {{ 7 * 7 }}
"""

class Error(Exception):
    pass


Error.__name__ = "<script>alert(1)</script>"


def scale(x):
    raise Error("<img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %} ${7*7} ]]> &amp;")


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
