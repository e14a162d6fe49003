"""Walks down the sorted scores in plain Python, with fractions compared exactly."""
import math
from fractions import Fraction
from itertools import groupby


def _pairs(labels, scores):
    if any(getattr(values, "ndim", 1) != 1 for values in (labels, scores)):
        raise ValueError("dimensions")
    labels, scores = list(labels), [float(s) for s in scores]
    if len(labels) != len(scores) or not labels:
        raise ValueError("lengths")
    if any(label not in (0, 1) for label in labels) or not all(math.isfinite(s) for s in scores):
        raise ValueError("values")
    return [(s, int(label)) for s, label in zip(scores, labels)]


def choose_threshold(labels, scores, min_precision=None):
    pairs = _pairs(labels, scores)
    if min_precision is not None and not 0 < min_precision <= 1:
        raise ValueError("min_precision")
    positives = sum(label for _, label in pairs)
    if positives in (0, len(pairs)):
        raise ValueError("one label only")
    pairs.sort(reverse=True)
    tp, called, best = 0, 0, None
    for score, group in groupby(pairs, key=lambda pair: pair[0]):
        found = [label for _, label in group]
        tp, called = tp + sum(found), called + len(found)
        if min_precision is None:
            worth = Fraction(2 * tp, called + positives)
        elif tp / called < min_precision - 1e-12:
            continue
        else:
            worth = Fraction(tp)
        if best is None or worth > best[0]:
            best = worth, score
    if best is None:
        raise ValueError("never that precise")
    return best[1]


def tune_and_report(validation, test, min_precision=None):
    t = choose_threshold(*validation, min_precision)
    report = {"threshold": t}
    for part, given in (("validation", validation), ("test", test)):
        counts = {"tp": 0, "fp": 0, "fn": 0}
        for score, label in _pairs(*given):
            if score >= t:
                counts["tp" if label else "fp"] += 1
            elif label:
                counts["fn"] += 1
        tp, fp, fn = counts.values()
        precision = tp / (tp + fp) if tp + fp else 0.0
        recall = tp / (tp + fn) if tp + fn else 0.0
        f1 = 2 * precision * recall / (precision + recall) if tp else 0.0
        report[part] = {"precision": precision, "recall": recall, "f1": f1}
    return report
