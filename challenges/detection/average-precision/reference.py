"""Gather, match, integrate: each detection becomes true, false or nothing, and the area needs no more than that."""

import numpy as np


def average_precision(detections, objects, class_id, iou_threshold=0.5):
    detections, objects = _tables(detections, objects, [iou_threshold])
    return _average_precision(detections, objects, class_id, iou_threshold)


def mean_average_precision(detections, objects, iou_thresholds=(0.5,)):
    detections, objects = _tables(detections, objects, iou_thresholds)
    ordinary = {row[4] for table in objects for row in table if row[5] == 0}
    if not ordinary:
        raise ValueError("no class has an ordinary object")
    each = [
        _average_precision(detections, objects, class_id, threshold)
        for threshold in iou_thresholds
        for class_id in ordinary
    ]
    return float(np.mean(each))


def _average_precision(detections, objects, class_id, threshold):
    ours = [table[table[:, 4] == class_id] for table in objects]
    count = sum(int((table[:, 5] == 0).sum()) for table in ours)
    if count == 0:
        return None
    is_true = _match(detections, ours, class_id, threshold)
    true = np.cumsum(is_true)
    precision = true / np.arange(1, len(is_true) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return float((np.diff(true / count, prepend=0) * best_from_here).sum())


def _match(detections, objects, class_id, threshold):
    """Whether each detection of the class that counts is a true positive, the best first."""
    found = [
        (-score, image, row)
        for image, table in enumerate(detections)
        for row, score in enumerate(table[:, 4])
        if table[row, 5] == class_id
    ]
    is_free = [table[:, 5] == 0 for table in objects]
    is_true = []
    for _, image, row in sorted(found):
        iou = _iou(detections[image][row], objects[image])
        free = np.where(is_free[image], iou, 0)
        if free.max(initial=0) >= threshold:
            is_free[image][free.argmax()] = False
            is_true.append(True)
        elif not (iou[objects[image][:, 5] == 1] >= threshold).any():
            is_true.append(False)
    return is_true


def _iou(box, boxes):
    sides = np.minimum(box[2:4], boxes[:, 2:4]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.maximum(sides, 0).prod(axis=1)
    return shared / ((box[2:4] - box[:2]).prod() + (boxes[:, 2:4] - boxes[:, :2]).prod(axis=1) - shared)


def _tables(detections, objects, thresholds):
    if len(detections) != len(objects):
        raise ValueError("there must be detections and objects for each image")
    if len(thresholds) == 0 or not all(0 < threshold <= 1 for threshold in thresholds):
        raise ValueError("thresholds must lie above 0 and at most at 1")
    found = [[np.asarray(table, dtype=float) for table in tables] for tables in (detections, objects)]
    if any(table.ndim != 2 or table.shape[1] != 6 for tables in found for table in tables):
        raise ValueError("each table must have two dimensions and six columns")
    return found
