import numpy as np


def class_counts(labels, total):
    n = len(labels)
    if total not in range(n + 1):
        raise ValueError("total")
    if n == 0:
        return {}
    names, sizes = np.unique(np.array(labels), return_counts=True)
    counts = sizes * total // n
    rest = sizes * total % n
    order = np.argsort(-rest, kind="stable")
    counts[order[: total - counts.sum()]] += 1
    return dict(zip(names.tolist(), counts.tolist()))
