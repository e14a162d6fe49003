"""Skip-gram with negative sampling, one step. See the prompt for the contract."""

import numpy as np


def skip_gram_pairs(words, window):
    """All pairs of a word and a word at most `window` places away: centres and contexts."""
    raise NotImplementedError


def noise_shares(counts, power=0.75):
    """The probability of each word to be drawn as a negative example."""
    raise NotImplementedError


def skip_gram_step(inputs, outputs, centres, contexts, negatives, rate):
    """One step of gradient descent: the loss before it, and both matrices after it."""
    raise NotImplementedError
