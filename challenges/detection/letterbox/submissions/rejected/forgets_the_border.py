import math
import numpy as np


def geometry(h, w, H, W):
    if h < 1 or w < 1 or H < 1 or W < 1:
        raise ValueError("sizes must be 1 or more")
    r = min(H / h, W / w)
    nh = max(1, math.floor(h * r + 0.5))
    nw = max(1, math.floor(w * r + 0.5))
    return nh, nw, (H - nh) // 2, (W - nw) // 2


def letterbox(image, size, fill=114):
    if np.ndim(image) != 3:
        raise ValueError("image must be (h, w, c)")
    h, w, _ = image.shape
    H, W = size
    nh, nw, top, left = geometry(h, w, H, W)
    rows = np.floor((np.arange(nh) + 0.5) * h / nh).astype(int)
    cols = np.floor((np.arange(nw) + 0.5) * w / nw).astype(int)
    small = image.take(rows, axis=0).take(cols, axis=1)
    return np.pad(small, [(top, H - nh - top), (left, W - nw - left), (0, 0)], constant_values=fill)


def as_boxes(boxes):
    boxes = np.array(boxes, dtype=np.float64)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes must be (n, 4)")
    return boxes


def boxes_to_canvas(boxes, image_size, size):
    b = as_boxes(boxes)
    h, w = image_size
    nh, nw, top, left = geometry(h, w, *size)
    b[:, 0::2] = b[:, 0::2] * nw / w + left
    b[:, 1::2] = b[:, 1::2] * nh / h + top
    return b


def boxes_to_image(boxes, image_size, size):
    b = as_boxes(boxes)
    h, w = image_size
    nh, nw, top, left = geometry(h, w, *size)
    b[:, 0::2] = np.clip(b[:, 0::2] * w / nw, 0, w)
    b[:, 1::2] = np.clip(b[:, 1::2] * h / nh, 0, h)
    return b
