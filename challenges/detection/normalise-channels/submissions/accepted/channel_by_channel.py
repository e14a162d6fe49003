import numpy as np


def normalise(images, means, spreads, channels_first):
    images = np.asarray(images)
    if images.ndim != 4 or np.ndim(means) != 1 or np.ndim(spreads) != 1:
        raise ValueError("shapes")
    axis = 1 if channels_first else -1
    if not len(means) == len(spreads) == images.shape[axis]:
        raise ValueError("channels")
    if not all(spread > 0 for spread in spreads):
        raise ValueError("spread")
    found = np.empty(images.shape, dtype=np.float32)
    source, target = np.moveaxis(images, axis, 0), np.moveaxis(found, axis, 0)
    for k, part in enumerate(source):
        target[k] = (part.astype(float) - float(means[k])) / spreads[k]
    return found
