import numpy as np


def windows(image, height, width, stride):
    if not (1 <= height <= len(image) and 1 <= width <= image.shape[1] and stride >= 1):
        raise ValueError("size")
    rows, columns = (len(image) - height) // stride + 1, (image.shape[1] - width) // stride + 1
    found = np.empty((rows, columns, height, width, *image.shape[2:]), dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            found[i, j] = image[i * stride :, j * stride :][:height, :width]
    return found
