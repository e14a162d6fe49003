"""Moving average without loops. See the prompt for the contract."""

import numpy as np


def moving_average(values, width):
    """Means of all full windows, shape (n - width + 1,)."""
    raise NotImplementedError
