"""Dot product of sparse vectors. See the prompt for the contract."""


def sparse_dot(a, b):
    """The dot product, a float."""
    raise NotImplementedError
