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


def nms(boxes, scores, threshold):
    order = np.argsort(-scores, kind="stable")
    x1, y1, x2, y2 = boxes[order].T
    areas = (x2 - x1) * (y2 - y1)
    removed = np.zeros(len(order), dtype=bool)
    keep = []
    for i in range(len(order)):
        if removed[i]:
            continue
        keep.append(order[i])
        rest = slice(i + 1, None)
        w = np.clip(np.minimum(x2[i], x2[rest]) - np.maximum(x1[i], x1[rest]), 0, None)
        h = np.clip(np.minimum(y2[i], y2[rest]) - np.maximum(y1[i], y1[rest]), 0, None)
        shared = w * h
        removed[rest] |= shared / (areas[i] + areas[rest] - shared) > threshold
    return np.array(keep, dtype=int)


def batched_nms(boxes, scores, classes, images, iou_threshold=0.5, max_per_image=None):
    boxes, scores, classes, images = prepare(boxes, scores, classes, images, iou_threshold, max_per_image)
    result = []
    for image in np.unique(images):
        kept = []
        for class_ in np.unique(classes[images == image]):
            group = np.flatnonzero((images == image) & (classes == class_))
            kept.extend(group[nms(boxes[group], scores[group], iou_threshold)].tolist())
        kept.sort(key=lambda i: -scores[i])
        result.extend(kept[:max_per_image])
    return np.array(result, dtype=int)
