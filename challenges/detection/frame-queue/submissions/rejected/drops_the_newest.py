class FrameQueue:
    def __init__(self, capacity, max_age_ms=None):
        if capacity < 1 or (max_age_ms is not None and max_age_ms < 0):
            raise ValueError("capacity or max_age_ms")
        self.capacity = capacity
        self.max_age_ms = max_age_ms
        self.items = []
        self.now_ms = float("-inf")
        self.open = True
        self.counts = {"received": 0, "delivered": 0, "overflowed": 0, "expired": 0}

    def _tick(self, now_ms):
        if now_ms < self.now_ms:
            raise ValueError("time goes back")
        self.now_ms = now_ms
        if self.max_age_ms is None:
            return 0
        fresh = [item for item in self.items if now_ms - item[1] <= self.max_age_ms]
        gone = len(self.items) - len(fresh)
        self.items = fresh
        self.counts["expired"] += gone
        return gone

    def put(self, frame, now_ms):
        if not self.open:
            raise RuntimeError("closed")
        dropped = self._tick(now_ms)
        self.counts["received"] += 1
        if len(self.items) >= self.capacity:
            self.counts["overflowed"] += 1
            return dropped + 1
        self.items.append((frame, now_ms))
        return dropped

    def take(self, now_ms):
        self._tick(now_ms)
        if len(self.items) == 0:
            return None
        frame, since = self.items.pop(0)
        self.counts["delivered"] += 1
        return frame, now_ms - since

    def close(self):
        self.open = False

    def stats(self):
        return {**self.counts, "waiting": len(self.items)}
