class MicroBatcher:
    def __init__(self, max_batch, deadline_ms, fixed_ms=0, per_frame_ms=0):
        if max_batch < 1 or deadline_ms < 0 or fixed_ms < 0 or per_frame_ms < 0:
            raise ValueError("settings")
        self.max_batch = max_batch
        self.deadline_ms = deadline_ms
        self.fixed_ms = fixed_ms
        self.per_frame_ms = per_frame_ms
        self.pending = []
        self.clock = float("-inf")

    def _takes(self, n):
        return 0

    def _see(self, now_ms):
        if now_ms < self.clock:
            raise ValueError("time goes back")
        self.clock = now_ms

    def start_ms(self):
        if not self.pending:
            return None
        return self.pending[0][1] + self.deadline_ms - self._takes(len(self.pending))

    def flush(self):
        batch = [frame for frame, _ in self.pending]
        self.pending = []
        return batch

    def poll(self, now_ms):
        self._see(now_ms)
        if self.pending and self.start_ms() <= now_ms:
            return self.flush()
        return []

    def add(self, frame, now_ms):
        self._see(now_ms)
        out = []
        if self.pending:
            together = self.pending[0][1] + self.deadline_ms - self._takes(len(self.pending) + 1)
            if together < now_ms:
                out.append(self.flush())
        self.pending.append((frame, now_ms))
        if len(self.pending) >= self.max_batch or self.start_ms() <= now_ms:
            out.append(self.flush())
        return out
