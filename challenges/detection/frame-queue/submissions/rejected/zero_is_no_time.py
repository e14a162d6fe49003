"""Takes a last time of 0 for none."""

from collections import deque


class FrameQueue:
    def __init__(self, capacity, max_age_ms=None):
        if capacity < 1:
            raise ValueError("capacity must be 1 or more")
        if max_age_ms is not None and max_age_ms < 0:
            raise ValueError("max_age_ms must not be negative")
        self._capacity, self._max_age_ms = capacity, max_age_ms
        self._frames = deque()
        self._last_ms = None
        self._closed = False
        self._delivered = self._overflowed = self._expired = 0

    def put(self, frame, now_ms):
        if self._closed:
            raise RuntimeError("the queue is closed")
        dropped = self._drop_old(now_ms)
        if len(self._frames) == self._capacity:
            self._frames.popleft()
            self._overflowed += 1
            dropped += 1
        self._frames.append((frame, now_ms))
        return dropped

    def take(self, now_ms):
        self._drop_old(now_ms)
        if not self._frames:
            return None
        frame, since_ms = self._frames.popleft()
        self._delivered += 1
        return frame, now_ms - since_ms

    def close(self):
        self._closed = True

    def stats(self):
        gone = {"delivered": self._delivered, "overflowed": self._overflowed, "expired": self._expired}
        waiting = len(self._frames)
        return {**gone, "waiting": waiting, "received": sum(gone.values()) + waiting}

    def _drop_old(self, now_ms):
        """Let go of frames that are too old; how many there were."""
        if self._last_ms and now_ms < self._last_ms:
            raise ValueError("time must not go back")
        self._last_ms = now_ms
        before = len(self._frames)
        while self._max_age_ms is not None and self._frames and now_ms - self._frames[0][1] > self._max_age_ms:
            self._frames.popleft()
        dropped = before - len(self._frames)
        self._expired += dropped
        return dropped
