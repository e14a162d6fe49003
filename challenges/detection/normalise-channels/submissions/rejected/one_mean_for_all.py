"""Means and spreads get the axes that line them up with the channels."""

import numpy as np


def normalise(images, means, spreads, channels_first):
    images = np.asarray(images)
    means, spreads = np.asarray(means, dtype=float), np.asarray(spreads)
    if images.ndim != 4:
        raise ValueError("images have four axes")
    channels = (images.shape[1 if channels_first else 3],)
    if means.size not in (1, channels[0]) or means.ndim != 1 or spreads.shape != channels or not (spreads > 0).all():
        raise ValueError("each channel has a mean and a spread above 0")
    if channels_first:
        means, spreads = means[:, None, None], spreads[:, None, None]
    return ((images - means) / spreads).astype(np.float32)
