"""One function says where the image lies on the canvas; everything else follows from it."""

import numpy as np


def letterbox(image, size, fill=114):
    image = np.asarray(image)
    if image.ndim != 3:
        raise ValueError("image must have three dimensions")
    (h, w), (new_h, new_w), (top, left) = _fit(image.shape[:2], size)
    canvas = np.full((*size, image.shape[2]), fill, dtype=image.dtype)
    canvas[top : top + new_h, left : left + new_w] = image[_nearest(h, new_h)[:, None], _nearest(w, new_w)]
    return canvas


def boxes_to_canvas(boxes, image_size, size):
    scale, border = _way(image_size, size)
    return _table(boxes) * scale + border


def boxes_to_image(boxes, image_size, size):
    scale, border = _way(image_size, size)
    h, w = image_size
    return np.clip((_table(boxes) - border) / scale, 0, [w, h, w, h])


def _fit(image_size, size):
    """The image's size, its size on the canvas, and the border above and to the left."""
    if min(*image_size, *size) < 1:
        raise ValueError("image and canvas must be at least one pixel high and wide")
    image_size, size = np.array(image_size), np.array(size)
    new_size = np.maximum(np.floor(image_size * (size / image_size).min() + 0.5), 1).astype(int)
    return image_size, new_size, (size - new_size) // 2


def _way(image_size, size):
    """Scale and border for x1, y1, x2, y2."""
    image_size, new_size, border = _fit(image_size, size)
    return np.tile((new_size / image_size)[::-1], 2), np.tile(border[::-1], 2)


def _nearest(length, new_length):
    return (2 * np.arange(new_length) + 1) * length // (2 * new_length)


def _table(boxes):
    boxes = np.asarray(boxes, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes must have two dimensions and four columns")
    return boxes
