"""Percentiles of a latency stream. See the prompt for the contract."""


def percentile(latencies_ms, p):
    """The exact percentile by nearest rank."""
    raise NotImplementedError


class LatencySketch:
    def __init__(self, relative_error=0.01):
        raise NotImplementedError

    def add(self, latencies_ms):
        raise NotImplementedError

    def count(self):
        raise NotImplementedError

    def percentile(self, p):
        """Within the relative error of the exact percentile, or None."""
        raise NotImplementedError

    def state(self):
        """All that the sketch knows, as plain data."""
        raise NotImplementedError

    def merge(self, state):
        raise NotImplementedError
