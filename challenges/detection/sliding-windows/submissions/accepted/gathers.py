import numpy as np


def windows(image, height, width, stride):
    H, W = image.shape[:2]
    if height < 1 or width < 1 or stride < 1 or height > H or width > W:
        raise ValueError("no such window")
    rows = np.arange(0, H - height + 1, stride)[:, None, None, None] + np.arange(height)[None, None, :, None]
    columns = np.arange(0, W - width + 1, stride)[None, :, None, None] + np.arange(width)
    return image[rows, columns]
