import random
from collections import defaultdict
from fractions import Fraction

import numpy as np


def grouped(labels):
    labels = np.array(labels)
    if labels.ndim != 1:
        raise ValueError("labels have one dimension")
    groups = defaultdict(list)
    for row, label in enumerate(labels.tolist()):
        groups[label].append(row)
    return len(labels), dict(sorted(groups.items()))


def as_rows(rows):
    return np.array(sorted(rows), dtype=np.int64)


def stratified_split(labels, test_rows, seed):
    n, groups = grouped(labels)
    if test_rows < 1 or test_rows > n - 1:
        raise ValueError("test_rows")
    size, missing = {}, test_rows
    for label, rows in groups.items():
        size[label] = int(Fraction(test_rows * len(rows), n))
        missing -= size[label]
    by_fraction = sorted(  # sorted is stable: the labels are in order already
        groups, key=lambda label: (Fraction(test_rows * len(groups[label]), n) - size[label], len(groups[label])), reverse=True
    )
    for label in by_fraction[:missing]:
        size[label] += 1
    random.seed(f"split {int(seed)}")
    test = {row for label, rows in groups.items() for row in random.sample(rows, size[label])}
    return as_rows(set(range(n)) - test), as_rows(test)


def stratified_folds(labels, k, seed):
    n, groups = grouped(labels)
    if k < 2 or k > n:
        raise ValueError("k")
    random.seed(f"folds {int(seed)}")
    folds = [[] for _ in range(k)]
    turn = 0
    for rows in groups.values():
        random.shuffle(rows)
        for row in rows:
            folds[turn % k].append(row)
            turn += 1
    return [as_rows(fold) for fold in folds]
