"""Is right and prints HTML and what templates are made of.

must: full points
says: <script>alert(1)</script>
"""

import numpy as np

print("<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %} ${7*7} ]]> & \"quoted\"")


def scale(x):
    if x.size == 0:
        raise ValueError("nothing to scale")
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x)


class Scaler:
    def fit(self, x):
        self.mean_, self.spread_ = x.mean(), x.std()
        return self

    def transform(self, x):
        return (x - self.mean_) / self.spread_
