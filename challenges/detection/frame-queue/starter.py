"""A frame queue that drops the oldest. See the prompt for the contract."""


class FrameQueue:
    def __init__(self, capacity, max_age_ms=None):
        raise NotImplementedError

    def put(self, frame, now_ms):
        """Take a frame in; how many were dropped for it."""
        raise NotImplementedError

    def take(self, now_ms):
        """The oldest frame that is left and how long it waited, or None."""
        raise NotImplementedError

    def close(self):
        raise NotImplementedError

    def stats(self):
        """received, delivered, overflowed, expired, waiting."""
        raise NotImplementedError
