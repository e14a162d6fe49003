"""One-hot from labels. See the prompt for the contract."""

import numpy as np


def one_hot(labels, classes):
    """Zeros and ones, shape (n, classes)."""
    raise NotImplementedError
