"""Speculative decoding: which drafted tokens stay? See the prompt for the contract."""

import numpy as np


def verify(draft, q, p, u):
    """The tokens that are written."""
    raise NotImplementedError


def acceptance_rate(q, p):
    """The probability that a token drawn from q stays."""
    raise NotImplementedError
