"""Everything in one table with a column for the image; the curve as VOC's devkit computes it."""
import numpy as np


def _load(detections, objects):
    if len(detections) != len(objects):
        raise ValueError("one entry an image in both lists")

    def stack(tables):
        rows = [np.empty((0, 7))]
        for i, table in enumerate(tables):
            table = np.asarray(table, dtype=float)
            if table.ndim != 2 or table.shape[1] != 6:
                raise ValueError("six columns")
            rows.append(np.column_stack([table, np.full(len(table), i)]))
        return np.concatenate(rows)

    return stack(detections), stack(objects)


def _overlap(d, o):
    w = min(d[2], o[2]) - max(d[0], o[0])
    h = min(d[3], o[3]) - max(d[1], o[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((d[2] - d[0]) * (d[3] - d[1]) + (o[2] - o[0]) * (o[3] - o[1]) - w * h)


def average_precision(detections, objects, class_id, iou_threshold=0.5):
    if not 0 < iou_threshold <= 1:
        raise ValueError("iou_threshold")
    D, O = _load(detections, objects)
    D = D[D[:, 5] == class_id]
    O = O[O[:, 4] == class_id].tolist()
    npos = sum(o[5] == 0 for o in O)
    if npos == 0:
        return None
    D = D[np.argsort(-D[:, 4], kind="mergesort")].tolist()
    used = [False] * len(O)
    tp, fp = [], []
    for d in D:
        mine = [(k, _overlap(d, o)) for k, o in enumerate(O) if o[6] == d[6]]
        good = [(k, v) for k, v in mine if v >= iou_threshold]
        easy = [(k, v) for k, v in good if O[k][5] == 0 and not used[k]]
        if easy:
            k = max(easy, key=lambda pair: pair[1])[0]
            used[k] = True
            tp.append(1)
            fp.append(0)
        elif any(O[k][5] == 1 for k, _ in good):
            continue
        else:
            tp.append(0)
            fp.append(1)
    tp, fp = np.cumsum(tp), np.cumsum(fp)
    rec = np.concatenate([[0.0], tp / npos, [1.0]])
    prec = np.concatenate([[0.0], tp / np.maximum(tp + fp, 1), [0.0]])
    for i in range(len(prec) - 1, 0, -1):
        prec[i - 1] = max(prec[i - 1], prec[i])
    i = np.where(rec[1:] != rec[:-1])[0]
    return float(np.sum((rec[i + 1] - rec[i]) * prec[i + 1]))


def mean_average_precision(detections, objects, iou_thresholds=(0.5,)):
    if len(iou_thresholds) == 0:
        raise ValueError("no thresholds")
    _, O = _load(detections, objects)
    classes = sorted(set(O[O[:, 5] == 0][:, 4].tolist()))
    if not classes:
        raise ValueError("nothing to find")
    values = [average_precision(detections, objects, c, t) for t in iou_thresholds for c in classes]
    return sum(values) / len(values)
