"""A ring of fixed size with two positions that only ever grow."""


class FrameQueue:
    def __init__(self, capacity, max_age_ms=None):
        if not capacity >= 1:
            raise ValueError("capacity")
        if max_age_ms is not None and not max_age_ms >= 0:
            raise ValueError("max_age_ms")
        self.ring = [None] * capacity
        self.times = [0] * capacity
        self.head = self.tail = 0
        self.limit = max_age_ms
        self.latest = None
        self.closed = False
        self.delivered = self.overflowed = self.expired = 0

    def _advance(self, now):
        if self.latest is not None and now < self.latest:
            raise ValueError("now_ms")
        self.latest = now
        start = self.head
        while self.head < self.tail and self.limit is not None:
            if now - self.times[self.head % len(self.ring)] <= self.limit:
                break
            self.head += 1
        self.expired += self.head - start

    def put(self, frame, now_ms):
        if self.closed:
            raise RuntimeError("closed")
        lost = self.expired + self.overflowed
        self._advance(now_ms)
        if self.tail - self.head == len(self.ring):
            self.head += 1
            self.overflowed += 1
        place = self.tail % len(self.ring)
        self.ring[place], self.times[place] = frame, now_ms
        self.tail += 1
        return self.expired + self.overflowed - lost

    def take(self, now_ms):
        self._advance(now_ms)
        if self.head == self.tail:
            return None
        place = self.head % len(self.ring)
        self.head += 1
        self.delivered += 1
        return self.ring[place], now_ms - self.times[place]

    def close(self):
        self.closed = True

    def stats(self):
        return dict(
            received=self.tail, delivered=self.delivered, overflowed=self.overflowed,
            expired=self.expired, waiting=self.tail - self.head,
        )
