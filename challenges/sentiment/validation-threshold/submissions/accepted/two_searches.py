"""Counts positives and negatives above each score by binary search in two sorted arrays."""
import numpy as np


class Part:
    def __init__(self, labels, scores):
        labels, scores = np.array(labels), np.array(scores, dtype=np.float64)
        if labels.ndim != 1 or scores.ndim != 1 or labels.size != scores.size or not labels.size:
            raise ValueError("one label and one score for each review")
        if set(labels.tolist()) - {0, 1}:
            raise ValueError("labels must be 0 or 1")
        if not np.all(np.isfinite(scores)):
            raise ValueError("scores must be finite")
        self.scores = scores
        self.good = np.sort(scores[labels == 1])
        self.bad = np.sort(scores[labels == 0])

    def at(self, t):
        tp = self.good.size - np.searchsorted(self.good, t)
        fp = self.bad.size - np.searchsorted(self.bad, t)
        with np.errstate(invalid="ignore", divide="ignore"):
            precision = np.nan_to_num(tp / np.asarray(tp + fp, dtype=float))
            recall = np.nan_to_num(np.asarray(tp, dtype=float) / self.good.size)
            f1 = np.nan_to_num(2 * tp / np.asarray(tp + fp + self.good.size, dtype=float))
        return precision, recall, f1


def choose_threshold(labels, scores, min_precision=None):
    part = Part(labels, scores)
    if not (part.good.size and part.bad.size):
        raise ValueError("both labels must occur")
    t = np.unique(part.scores)
    precision, recall, f1 = part.at(t)
    if min_precision is None:
        worth = f1
    elif 0 < min_precision <= 1:
        enough = precision > min_precision - 1e-12
        if not enough.any():
            raise ValueError("precision is out of reach")
        t, worth = t[enough], recall[enough]
    else:
        raise ValueError("min_precision must be in (0, 1]")
    return t[np.isclose(worth, worth.max(), rtol=0, atol=1e-12)].max()


def tune_and_report(validation, test, min_precision=None):
    threshold = choose_threshold(validation[0], validation[1], min_precision=min_precision)
    report = dict(threshold=threshold)
    for name, part in dict(validation=validation, test=test).items():
        report[name] = dict(zip(("precision", "recall", "f1"), map(float, Part(*part).at(threshold))))
    return report
