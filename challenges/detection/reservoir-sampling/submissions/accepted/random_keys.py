import heapq

import numpy as np


class Reservoir:
    """Every frame draws a key; the k smallest keys are the sample, of merged streams too."""

    def __init__(self, k, seed):
        if k < 1:
            raise ValueError("k")
        if seed < 0:
            raise ValueError("seed")
        self.k = k
        self.seen = 0
        self.heap = []
        self.rng = np.random.default_rng(seed)

    def push(self, key, frame):
        entry = (-key, self.seen, frame)
        if len(self.heap) < self.k:
            heapq.heappush(self.heap, entry)
        elif entry > self.heap[0]:
            heapq.heapreplace(self.heap, entry)

    def add(self, frames):
        frames = list(frames)
        for key, frame in zip(self.rng.random(len(frames)).tolist(), frames):
            self.seen += 1
            self.push(key, frame)

    def sample(self):
        return [frame for _, _, frame in self.heap]

    def merge(self, other):
        if other is self:
            raise ValueError("itself")
        if other.k != self.k:
            raise ValueError("another k")
        for negative, number, frame in other.heap:
            entry = (negative, self.seen + number, frame)
            if len(self.heap) < self.k:
                heapq.heappush(self.heap, entry)
            elif entry > self.heap[0]:
                heapq.heapreplace(self.heap, entry)
        self.seen += other.seen
