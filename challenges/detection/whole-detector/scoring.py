"""Mean average precision at an IoU of 0.5, quick enough to be taken a thousand times."""

import numpy as np

from prep.grading import expect

CLASSES = 4
MOST = 100


def found_on(candidate, frame):
    """The submission's detections on a frame, looked at before anything is computed with them."""
    found = candidate.detect(frame.image)
    if isinstance(found, list) and not found:
        found = np.zeros((0, 6))
    return expect.array(found, (-1, 6), what="the detections")[: 2 * MOST].astype(float)


def iou(boxes, others):
    low = np.maximum(boxes[:, None, :2], others[:, :2])
    high = np.minimum(boxes[:, None, 2:4], others[:, 2:4])
    shared = np.maximum(high - low, 0).prod(axis=2)
    areas = [np.maximum(table[:, 2:4] - table[:, :2], 0).prod(axis=1) for table in (boxes, others)]
    covered = areas[0][:, None] + areas[1] - shared
    return shared / np.where(covered > 0, covered, 1)


def matches(found, labels):
    """For each class the scores, whether each detection is the first to find a label, and how many labels there are."""
    told = []
    for class_ in range(CLASSES):
        ours, theirs = found[found[:, 5] == class_], labels[labels[:, 4] == class_]
        ours = ours[np.argsort(-ours[:, 4], stable=True)]
        shared, free = iou(ours, theirs), np.ones(len(theirs), dtype=bool)
        hits = []
        for row in shared:
            overlap = np.where(free, row, 0)
            hits.append(overlap.max(initial=0) >= 0.5)
            if hits[-1]:
                free[overlap.argmax()] = False
        told.append((ours[:, 4], np.array(hits, dtype=bool), len(theirs)))
    return told


def mean_precision(told):
    """mAP50 of what `matches` told about some frames."""
    precisions = []
    for of_class in zip(*told, strict=True):
        scores, hits, counts = zip(*of_class, strict=True)
        if sum(counts):
            hits = np.concatenate(hits)[np.argsort(-np.concatenate(scores), stable=True)]
            true = np.cumsum(hits)
            precision = true / np.arange(1, len(true) + 1)
            best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
            precisions.append((hits * best_from_here).sum() / sum(counts))
    return float(np.mean(precisions)) if precisions else 0.0


def map50(found, frames):
    return mean_precision([matches(ours, frame.labels) for ours, frame in zip(found, frames, strict=True)])
