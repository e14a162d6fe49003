import numpy as np


def normalise(images, means, spreads, channels_first):
    images = np.array(images, dtype=float)
    if len(images.shape) != 4:
        raise ValueError("four axes")
    if channels_first:
        images = images.transpose(0, 2, 3, 1)
    c = images.shape[-1]
    means, spreads = np.array(means, dtype=float), np.array(spreads, dtype=float)
    if means.shape != (c,) or spreads.shape != (c,) or np.any(~(spreads > 0)):
        raise ValueError("channels")
    found = np.float32((images - means) / spreads)
    return found.transpose(0, 3, 1, 2) if channels_first else found
