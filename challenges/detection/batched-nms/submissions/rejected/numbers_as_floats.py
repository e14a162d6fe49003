"""Class and image numbers as floats: huge neighbours become one."""

import numpy as np


def batched_nms(boxes, scores, classes, images, iou_threshold=0.5, max_per_image=None):
    boxes, scores = np.asarray(boxes, dtype=float), np.asarray(scores, dtype=float)
    classes, images = np.asarray(classes, dtype=float), np.asarray(images, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes must have two dimensions and four columns")
    if not scores.shape == classes.shape == images.shape == boxes.shape[:1]:
        raise ValueError("scores, classes and images must have one entry for each box")
    if not 0 <= iou_threshold <= 1:
        raise ValueError("iou_threshold must lie between 0 and 1")
    if max_per_image is not None and max_per_image < 1:
        raise ValueError("max_per_image must be 1 or more")
    if not len(boxes):
        return np.array([], dtype=int)
    order = np.lexsort((-scores, classes, images))
    kept = np.concatenate([_suppress(boxes, group, iou_threshold) for group in _split(order, classes, images)])
    # By position last: lexsort is stable, and `kept` is in order of images and classes.
    kept = kept[np.lexsort((kept, -scores[kept], images[kept]))]
    return np.concatenate([group[:max_per_image] for group in _split(kept, images)])


def _split(order, *keys):
    """Slices of `order` within which no key changes."""
    changes = np.any([key[order[1:]] != key[order[:-1]] for key in keys], axis=0)
    return np.split(order, np.flatnonzero(changes) + 1)


def _suppress(boxes, left, iou_threshold):
    """Which of the boxes `left`, the best first, are kept."""
    low, high = boxes[:, :2], boxes[:, 2:]
    area = (high - low).prod(axis=1)
    kept = []
    while left.size:
        best, left = left[0], left[1:]
        kept.append(best)
        sides = np.minimum(high[left], high[best]) - np.maximum(low[left], low[best])
        shared = np.maximum(sides, 0).prod(axis=1)
        left = left[shared <= iou_threshold * (area[left] + area[best] - shared)]
    return kept
