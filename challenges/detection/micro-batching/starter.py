"""Micro-batching under a deadline. See the prompt for the contract."""


class MicroBatcher:
    def __init__(self, max_batch, deadline_ms, fixed_ms=0, per_frame_ms=0):
        raise NotImplementedError

    def add(self, frame, now_ms):
        """Take a frame in; the batches that leave now."""
        raise NotImplementedError

    def start_ms(self):
        """When the waiting frames must leave at the latest, or None."""
        raise NotImplementedError

    def poll(self, now_ms):
        """The batch that leaves now, or an empty list."""
        raise NotImplementedError

    def flush(self):
        """All waiting frames."""
        raise NotImplementedError
