import numpy as np


def prepare(boxes, scores, classes, images, iou_threshold, max_per_image):
    boxes = np.array(boxes, dtype=float)
    scores = np.array(scores, dtype=float)
    classes, images = np.array(classes), np.array(images)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes")
    for part in (scores, classes, images):
        if part.shape != (len(boxes),):
            raise ValueError("lengths")
    if iou_threshold < 0 or iou_threshold > 1 or (max_per_image is not None and max_per_image < 1):
        raise ValueError("settings")
    return boxes, scores, classes, images


def batched_nms(boxes, scores, classes, images, iou_threshold=0.5, max_per_image=None):
    boxes, scores, classes, images = prepare(boxes, scores, classes, images, iou_threshold, max_per_image)
    order = np.lexsort((-scores, images))
    b, c, p = boxes[order], classes[order], images[order]
    sides = np.minimum(b[:, None, 2:], b[None, :, 2:]) - np.maximum(b[:, None, :2], b[None, :, :2])
    shared = np.clip(sides, 0, None).prod(axis=2)
    area = (b[:, 2:] - b[:, :2]).prod(axis=1)
    iou = shared / (area[:, None] + area - shared)
    hits = (iou > iou_threshold) & (c[:, None] == c) & (p[:, None] == p)
    alive = np.ones(len(b), dtype=bool)
    keep, counts = [], {}
    for i in range(len(b)):
        if alive[i]:
            alive &= ~hits[i]
            image = p[i].item()
            counts[image] = counts.get(image, 0) + 1
            if max_per_image is None or counts[image] <= max_per_image:
                keep.append(order[i])
    return np.array(keep, dtype=int)
