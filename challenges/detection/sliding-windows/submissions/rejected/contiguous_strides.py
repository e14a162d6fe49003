import numpy as np
from numpy.lib.stride_tricks import as_strided


def windows(image, height, width, stride):
    image = np.asarray(image)
    H, W = image.shape[:2]
    if min(height, width, stride) < 1 or height > H or width > W:
        raise ValueError("the window does not fit")
    rows, columns = (H - height) // stride + 1, (W - width) // stride + 1
    step = image.itemsize * int(np.prod(image.shape[2:]))
    line = step * W
    tail = tuple(image.itemsize for _ in image.shape[2:])
    shape = (rows, columns, height, width) + image.shape[2:]
    return as_strided(image, shape, (line * stride, step * stride, line, step) + tail).copy()
