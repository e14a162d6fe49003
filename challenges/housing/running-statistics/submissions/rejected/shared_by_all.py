class Running:
    seen = [0, 0.0, 0.0]

    def update(self, x):
        self.seen[0] += 1
        off = x - self.seen[1]
        self.seen[1] += off / self.seen[0]
        self.seen[2] += off * (x - self.seen[1])

    def mean(self):
        if self.seen[0] == 0:
            raise ValueError
        return self.seen[1]

    def variance(self):
        if self.seen[0] < 2:
            raise ValueError
        return self.seen[2] / (self.seen[0] - 1)
