import random


class Reservoir:
    def __init__(self, k, seed):
        if k < 1 or seed < 0:
            raise ValueError("settings")
        self.k, self.seen, self.all, self.rng = k, 0, [], random.Random(seed)
        self.start = self.rng.random()

    def add(self, frames):
        self.all.extend(frames)
        self.seen += len(frames)

    def sample(self):
        count = len(self.all)
        first = int(self.start * count)
        return [self.all[(first + number) % count] for number in range(min(self.k, count))] if count else []

    def merge(self, other):
        if other is self or other.k != self.k:
            raise ValueError("other")
        self.add(other.all)
