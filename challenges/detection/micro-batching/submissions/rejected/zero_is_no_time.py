"""Takes a last time of 0 for none."""


class MicroBatcher:
    def __init__(self, max_batch, deadline_ms, fixed_ms=0, per_frame_ms=0):
        if max_batch < 1:
            raise ValueError("max_batch must be 1 or more")
        if min(deadline_ms, fixed_ms, per_frame_ms) < 0:
            raise ValueError("durations must not be negative")
        self._max_batch, self._deadline_ms = max_batch, deadline_ms
        self._fixed_ms, self._per_frame_ms = fixed_ms, per_frame_ms
        self._waiting = []
        self._first_ms = None
        self._last_ms = None

    def add(self, frame, now_ms):
        self._tell(now_ms)
        batches = []
        if self._waiting and self._start_of(len(self._waiting) + 1) < now_ms:
            batches.append(self.flush())
        if not self._waiting:
            self._first_ms = now_ms
        self._waiting.append(frame)
        if len(self._waiting) == self._max_batch or self.start_ms() <= now_ms:
            batches.append(self.flush())
        return batches

    def start_ms(self):
        return self._start_of(len(self._waiting)) if self._waiting else None

    def poll(self, now_ms):
        self._tell(now_ms)
        return self.flush() if self._waiting and self.start_ms() <= now_ms else []

    def flush(self):
        batch, self._waiting = self._waiting, []
        return batch

    def _start_of(self, count):
        """When a batch of `count` frames, with the first one that waits, must start."""
        return self._first_ms + self._deadline_ms - self._fixed_ms - count * self._per_frame_ms

    def _tell(self, now_ms):
        if self._last_ms and now_ms < self._last_ms:
            raise ValueError("time must not go back")
        self._last_ms = now_ms
