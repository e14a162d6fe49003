"""Normalise channels. See the prompt for the contract."""

import numpy as np


def normalise(images, means, spreads, channels_first):
    """Images in float32, in the shape that they came in."""
    raise NotImplementedError
