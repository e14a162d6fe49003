import numpy as np


def iou_table(a, b):
    lo = np.maximum(a[:, None, :2], b[None, :, :2])
    hi = np.minimum(a[:, None, 2:4], b[None, :, 2:4])
    shared = np.clip(hi - lo, 0, None).prod(axis=2)
    area = lambda t: (t[:, 2] - t[:, 0]) * (t[:, 3] - t[:, 1])
    return shared / (area(a)[:, None] + area(b)[None, :] - shared)


def check(detections, objects, thresholds):
    if len(detections) != len(objects) or len(thresholds) < 1:
        raise ValueError("lengths")
    for t in thresholds:
        if t <= 0 or t > 1:
            raise ValueError("threshold")
    tables = []
    for table in list(detections) + list(objects):
        table = np.array(table, dtype=float)
        if table.ndim != 2 or table.shape[1] != 6:
            raise ValueError("table")
        tables.append(table)
    return tables[: len(detections)], tables[len(detections) :]


def average_precision(detections, objects, class_id, iou_threshold=0.5):
    detections, objects = check(detections, objects, [iou_threshold])
    total, rows = 0, []
    detections, objects = [np.vstack(detections)], [np.vstack(objects)]
    for image, (found, real) in enumerate(zip(detections, objects)):
        found, real = found[found[:, 5] == class_id], real[real[:, 4] == class_id]
        easy, hard = real[real[:, 5] == 0], real[real[:, 5] != 0]
        total += len(easy)
        for box, to_easy, to_hard in zip(found, iou_table(found, easy), iou_table(found, hard)):
            rows.append((box[4], image, to_easy, to_hard))
    if total == 0:
        return None
    rows.sort(key=lambda row: -row[0])
    taken, outcome = set(), []
    for _, image, to_easy, to_hard in rows:
        best, which = 0.0, None
        for k, value in enumerate(to_easy):
            if (image, k) not in taken and value >= iou_threshold and value > best:
                best, which = value, k
        if which is not None:
            taken.add((image, which))
            outcome.append(1)
        elif not any(to_hard >= iou_threshold):
            outcome.append(0)
    tp = fp = 0
    points = []
    for hit in outcome:
        tp, fp = tp + hit, fp + 1 - hit
        points.append((tp / total, tp / (tp + fp)))
    area, previous = 0.0, 0.0
    for k, (recall, _) in enumerate(points):
        area += (recall - previous) * max(precision for _, precision in points[k:])
        previous = recall
    return area


def mean_average_precision(detections, objects, iou_thresholds=(0.5,)):
    found, real = check(detections, objects, iou_thresholds)
    classes = np.unique(np.concatenate([table[table[:, 5] == 0, 4] for table in real]))
    if len(classes) == 0:
        raise ValueError("no objects")
    means = []
    for threshold in iou_thresholds:
        means.append(np.mean([average_precision(found, real, c, threshold) for c in classes]))
    return float(np.mean(means))
