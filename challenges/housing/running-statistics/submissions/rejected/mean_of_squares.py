class Running:
    def __init__(self):
        self.n, self.s, self.q = 0, 0.0, 0.0

    def update(self, x):
        self.n += 1
        self.s += x
        self.q += x * x

    def mean(self):
        if self.n == 0:
            raise ValueError
        return self.s / self.n

    def variance(self):
        if self.n < 2:
            raise ValueError
        return (self.q - self.s**2 / self.n) / (self.n - 1)
