"""A fair sample of an endless stream. See the prompt for the contract."""


class Reservoir:
    """Attributes: seen."""

    def __init__(self, k, seed):
        pass

    def add(self, frames):
        """Take in frames, in order."""
        raise NotImplementedError

    def sample(self):
        """The frames in the sample."""
        raise NotImplementedError

    def merge(self, other):
        """Take in the stream of another reservoir."""
        raise NotImplementedError
