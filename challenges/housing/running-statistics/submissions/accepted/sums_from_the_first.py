class Running:
    """Sums of what each number is off from the first one."""

    def __init__(self):
        self.first = None
        self.n, self.total, self.squares = 0, 0.0, 0.0

    def update(self, x):
        x = float(x)
        if self.first is None:
            self.first = x
        d = x - self.first
        self.n, self.total, self.squares = self.n + 1, self.total + d, self.squares + d * d

    def mean(self):
        if not self.n:
            raise ValueError
        return self.first + self.total / self.n

    def variance(self):
        if self.n <= 1:
            raise ValueError
        return max(0.0, (self.squares - self.total**2 / self.n) / (self.n - 1))
