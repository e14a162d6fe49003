import random
from itertools import islice


class Reservoir:
    def __init__(self, k, seed):
        if not k >= 1:
            raise ValueError(f"k is {k}")
        if not seed >= 0:
            raise ValueError(f"seed is {seed}")
        self.k, self.seen = k, 0
        self.frames = []
        self.generator = random.Random(int(seed) * 2654435761 + 97)

    def add(self, frames):
        source = iter(frames)
        fill = list(islice(source, self.k - len(self.frames)))
        self.frames += fill
        n = self.seen + len(fill)
        uniform, k = self.generator.random, self.k
        for frame in source:
            n += 1
            if uniform() * n < k:  # this frame is in, for one that is not
                self.frames[int(uniform() * k)] = frame
        self.seen = n

    def sample(self):
        return self.frames[:]

    def merge(self, other):
        if other is self or other.k != self.k:
            raise ValueError("merge takes another reservoir of the same k")
        both = self.seen + other.seen
        size = min(self.k, both)
        # how many of a fair sample of all frames are from this stream
        own = sum(number < self.seen for number in self.generator.sample(range(both), size))
        self.frames = self.generator.sample(self.frames, own) + other.generator.sample(other.frames, size - own)
        self.seen = both
