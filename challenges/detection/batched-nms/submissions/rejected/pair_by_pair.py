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
    rows = boxes.tolist()
    keep = []
    for i in np.argsort(-scores, kind="stable").tolist():
        x1, y1, x2, y2 = rows[i]
        for j in keep:
            if images[i] != images[j] or classes[i] != classes[j]:
                continue
            u1, v1, u2, v2 = rows[j]
            shared = max(min(x2, u2) - max(x1, u1), 0) * max(min(y2, v2) - max(y1, v1), 0)
            if shared > iou_threshold * ((x2 - x1) * (y2 - y1) + (u2 - u1) * (v2 - v1) - shared):
                break
        else:
            keep.append(i)
    keep.sort(key=lambda i: (images[i], -scores[i], i))
    counts, result = {}, []
    for i in keep:
        counts[images[i].item()] = counts.get(images[i].item(), 0) + 1
        if max_per_image is None or counts[images[i].item()] <= max_per_image:
            result.append(i)
    return np.array(result, dtype=int)
