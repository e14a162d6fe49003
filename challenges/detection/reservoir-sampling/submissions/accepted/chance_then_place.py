import random


class Reservoir:
    def __init__(self, k, seed):
        if k <= 0 or seed < 0:
            raise ValueError("k or seed")
        self.k = k
        self.seen = 0
        self.frames = []
        self.random = random.Random(f"reservoir {seed}")

    def add(self, frames):
        for frame in frames:
            self.seen += 1
            if self.seen <= self.k:
                self.frames.append(frame)
            elif self.random.random() < self.k / self.seen:
                self.frames[int(self.random.random() * self.k)] = frame

    def sample(self):
        return self.frames[:]

    def merge(self, other):
        if self is other or self.k != other.k:
            raise ValueError("cannot be merged")
        both = self.seen + other.seen
        size = min(self.k, both)
        numbers = self.random.sample(range(both), size)
        mine = sum(number < self.seen for number in numbers)
        self.frames = self.random.sample(self.frames, mine) + self.random.sample(other.frames, size - mine)
        self.seen = both
