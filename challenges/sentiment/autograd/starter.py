"""A small autograd engine. See the prompt for the contract."""


class Value:
    """A number that remembers how it came about. Attributes: data, grad."""

    def __init__(self, data):
        raise NotImplementedError

    def backward(self):
        """Add this value's gradients to all that led to it."""
        raise NotImplementedError
