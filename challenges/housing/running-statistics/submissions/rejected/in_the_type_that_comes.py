class Running:
    """Mean and variance after Welford: a count, a mean and a sum of squared distances."""

    def __init__(self):
        self.count = 0
        self._mean = 0.0
        self._squares = 0.0

    def update(self, x):
        self.count += 1
        before = x - self._mean
        self._mean += before / self.count
        self._squares += before * (x - self._mean)

    def mean(self):
        if self.count == 0:
            raise ValueError("no numbers yet")
        return float(self._mean)

    def variance(self):
        if self.count < 2:
            raise ValueError("two numbers are needed")
        return float(self._squares / (self.count - 1))
