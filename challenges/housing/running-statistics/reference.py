"""Welford's recurrence: the sum of squared deviations is updated with the mean before and after."""


class Running:
    def __init__(self):
        self._count = 0
        self._mean = 0.0
        self._squares = 0.0

    def update(self, x):
        self._count += 1
        x = float(x)
        off = x - self._mean
        self._mean += off / self._count
        self._squares += off * (x - self._mean)

    def mean(self):
        if self._count == 0:
            raise ValueError("nothing was seen yet")
        return float(self._mean)

    def variance(self):
        if self._count < 2:
            raise ValueError("a variance needs two numbers")
        return float(self._squares / (self._count - 1))
