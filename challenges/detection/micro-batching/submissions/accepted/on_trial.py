"""Keeps when the batch must be done instead of when it began, and lets the new frame in on trial."""
from collections import deque


class MicroBatcher:
    def __init__(self, max_batch, deadline_ms, fixed_ms=0, per_frame_ms=0):
        if not (max_batch > 0 and deadline_ms >= 0 and fixed_ms >= 0 and per_frame_ms >= 0):
            raise ValueError("bad settings")
        self.size, self.deadline = max_batch, deadline_ms
        self.cost = lambda n: fixed_ms + per_frame_ms * n
        self.frames, self.done_by, self.seen = deque(), None, None

    def start_ms(self):
        return None if not self.frames else self.done_by - self.cost(len(self.frames))

    def flush(self):
        batch = list(self.frames)
        self.frames.clear()
        return batch

    def poll(self, now_ms):
        if self.seen is not None and self.seen > now_ms:
            raise ValueError("now_ms")
        self.seen = now_ms
        return self.flush() if self.frames and now_ms >= self.start_ms() else []

    def add(self, frame, now_ms):
        if self.seen is not None and self.seen > now_ms:
            raise ValueError("now_ms")
        self.seen = now_ms
        leaving = []
        self.frames.append(frame)
        if len(self.frames) == 1:
            self.done_by = now_ms + self.deadline
        elif now_ms > self.start_ms():
            self.frames.pop()
            leaving.append(self.flush())
            self.frames.append(frame)
            self.done_by = now_ms + self.deadline
        if len(self.frames) == self.size or now_ms >= self.start_ms():
            leaving.append(self.flush())
        return leaving
