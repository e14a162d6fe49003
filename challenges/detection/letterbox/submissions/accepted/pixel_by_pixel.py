"""Plain loops, whole numbers throughout."""
import numpy as np


def axes(image_size, size):
    (h, w), (H, W) = image_size, size
    if not (h >= 1 and w >= 1 and H >= 1 and W >= 1):
        raise ValueError("a side is less than 1")
    # H / h <= W / w, without dividing
    top, bottom = (H, h) if H * w <= W * h else (W, w)
    found = []
    for old, full in ((h, H), (w, W)):
        new = max(1, (2 * old * top + bottom) // (2 * bottom))
        found.append((old, new, (full - new) // 2))
    return found


def letterbox(image, size, fill=114):
    image = np.asarray(image)
    if len(image.shape) != 3:
        raise ValueError("three dimensions")
    (h, nh, top), (w, nw, left) = axes(image.shape[:2], size)
    canvas = np.zeros((size[0], size[1], image.shape[2]), dtype=image.dtype)
    canvas[...] = fill
    columns = [(2 * j + 1) * w // (2 * nw) for j in range(nw)]
    for i in range(nh):
        canvas[top + i, left : left + nw] = image[(2 * i + 1) * h // (2 * nh)][columns]
    return canvas


def moved(boxes, image_size, size, back):
    if np.ndim(boxes) != 2 or np.shape(boxes)[1] != 4:
        raise ValueError("boxes")
    (h, nh, top), (w, nw, left) = axes(image_size, size)
    result = []
    for row in np.asarray(boxes, dtype=float).tolist():
        new = []
        for k, value in enumerate(row):
            old, length, border = ((w, nw, left), (h, nh, top))[k % 2]
            new.append(min(max((value - border) * old / length, 0), old) if back else value * length / old + border)
        result.append(new)
    return np.array(result, dtype=float).reshape(-1, 4)


def boxes_to_canvas(boxes, image_size, size):
    return moved(boxes, image_size, size, False)


def boxes_to_image(boxes, image_size, size):
    return moved(boxes, image_size, size, True)
