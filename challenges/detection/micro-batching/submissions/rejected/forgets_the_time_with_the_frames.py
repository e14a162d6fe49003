class MicroBatcher:
    """Waits for company as long as the first frame can afford it."""

    def __init__(self, max_batch, deadline_ms, fixed_ms=0, per_frame_ms=0):
        if max_batch < 1:
            raise ValueError("max_batch must be at least 1")
        if deadline_ms < 0 or fixed_ms < 0 or per_frame_ms < 0:
            raise ValueError("times must not be negative")
        self.max_batch = max_batch
        self.deadline_ms = deadline_ms
        self.fixed_ms = fixed_ms
        self.per_frame_ms = per_frame_ms
        self._frames = []
        self._arrival = None
        self._now = None

    def _start(self, count):
        return self._arrival + self.deadline_ms - (self.fixed_ms + count * self.per_frame_ms)

    def _tick(self, now_ms):
        if self._now is not None and now_ms < self._now:
            raise ValueError("time went back")
        self._now = now_ms

    def _release(self):
        frames = self._frames
        self._frames, self._arrival = [], None
        return frames

    def add(self, frame, now_ms):
        """Take a frame in; the batches that leave now."""
        self._tick(now_ms)
        leaving = []
        if self._frames and self._start(len(self._frames) + 1) < now_ms:
            leaving.append(self._release())
        if not self._frames:
            self._arrival = now_ms
        self._frames.append(frame)
        if len(self._frames) >= self.max_batch or self._start(len(self._frames)) <= now_ms:
            leaving.append(self._release())
        return leaving

    def start_ms(self):
        """When the waiting frames must leave at the latest, or None."""
        return self._start(len(self._frames)) if self._frames else None

    def poll(self, now_ms):
        """The batch that leaves now, or an empty list."""
        self._tick(now_ms)
        if self._frames and self._start(len(self._frames)) <= now_ms:
            return self._release()
        return []

    def flush(self):
        """All waiting frames."""
        self._now = None
        return self._release()
