"""Frame number i takes one of i places at random; the first k places are the sample."""

import random


class Reservoir:
    def __init__(self, k, seed):
        if k < 1 or seed < 0:
            raise ValueError("k must be at least 1, and the seed not negative")
        self.k, self.seen = k, 0
        self._kept, self._rng = [], random.Random(seed)

    def add(self, frames):
        for frame in frames:
            self.seen += 1
            if len(self._kept) < self.k:
                self._kept.append(frame)
            elif (place := self._rng.randrange(self.seen)) < self.k:
                self._kept[place] = frame

    def sample(self):
        return list(self._kept)

    def merge(self, other):
        if other is self or other.k != self.k:
            raise ValueError("another reservoir of the same k is needed")
        mine, theirs = self.sample(), other.sample()
        self._rng.shuffle(mine)
        self._rng.shuffle(theirs)
        here, there, self._kept = self.seen, other.seen, []
        while len(self._kept) < self.k and here + there:
            if self._rng.randrange(here + there) < here:
                self._kept.append(mine.pop())
                here -= 1
            else:
                self._kept.append(theirs.pop())
                there -= 1
        self.seen += other.seen
