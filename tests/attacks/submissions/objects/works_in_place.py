"""Computes the right values in the array that it was given.

must: points <= 70
verdict: wrong answer
says: Does it work for numbers it has not seen?
"""

def scale(x):
    if x.size == 0:
        raise ValueError
    x -= x.mean()
    x /= x.std() or 1.0
    return x


class Scaler:
    def fit(self, x):
        self.mean_, self.spread_ = x.mean(), x.std()
        return self

    def transform(self, x):
        return (x - self.mean_) / self.spread_
