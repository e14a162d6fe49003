import random
from collections import Counter
from fractions import Fraction

import numpy as np


def listed(labels):
    labels = labels.tolist() if isinstance(labels, np.ndarray) else list(labels)
    if any(isinstance(label, list) for label in labels):
        raise ValueError("labels")
    return labels


def stratified_split(labels, test_rows, seed):
    labels = listed(labels)
    n = len(labels)
    if test_rows < 1 or test_rows >= n:
        raise ValueError("test_rows")
    counts = Counter(labels)
    quota = {label: Fraction(test_rows * count, n) for label, count in counts.items()}
    take = {label: int(share) for label, share in quota.items()}
    order = sorted(sorted(counts), key=lambda label: (quota[label] - take[label], counts[label]), reverse=False)
    order = sorted(counts)
    order.sort(key=lambda label: counts[label], reverse=True)
    order.sort(key=lambda label: quota[label] - take[label], reverse=True)
    for label in order[: test_rows - sum(take.values())]:
        take[label] += 1
    rows = list(range(n))
    random.Random(seed).shuffle(rows)
    test = []
    for row in rows:
        if take[labels[row]]:
            take[labels[row]] -= 1
            test.append(row)
    return np.array(sorted({*rows} - {*test})), np.array(sorted(test))


def stratified_folds(labels, k, seed):
    labels = listed(labels)
    if k < 2 or k > len(labels):
        raise ValueError("k")
    rows = list(range(len(labels)))
    random.Random(seed).shuffle(rows)
    rows.sort(key=lambda row: labels[row])
    folds = [[] for _ in range(k)]
    for place, row in enumerate(rows):
        folds[place % k].append(row)
    return [np.array(sorted(fold)) for fold in folds]
