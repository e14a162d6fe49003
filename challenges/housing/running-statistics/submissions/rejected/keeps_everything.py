import statistics


class Running:
    def __init__(self):
        self.values = []

    def update(self, x):
        self.values.append(float(x))

    def mean(self):
        if not self.values:
            raise ValueError
        return float(statistics.fmean(self.values))

    def variance(self):
        if len(self.values) < 2:
            raise ValueError
        return float(statistics.variance(self.values))
