class Running:
    __slots__ = ("_n", "_m", "_v")

    def __init__(self):
        self._n, self._m, self._v = 0, None, None

    def update(self, x):
        n, x = self._n + 1, float(x)
        if n == 1:
            self._m = x
        else:
            d = x - self._m
            self._v = (n - 2) / (n - 1) * (self._v or 0.0) + d * d / n
            self._m = self._m + d / n
        self._n = n

    def mean(self):
        if self._m is None:
            raise ValueError("no numbers")
        return self._m

    def variance(self):
        if self._v is None:
            raise ValueError("fewer than two numbers")
        return self._v
