"""Mean over words, not over padding. See the prompt for the contract."""

import numpy as np


def word_mask(lengths, width):
    """Where words stand, shape (n, width)."""
    raise NotImplementedError


def masked_mean(states, lengths):
    """Means over words, shape (n, d)."""
    raise NotImplementedError
