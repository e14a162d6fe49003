"""Largest remainders, in whole numbers."""

from collections import Counter


def class_counts(labels, total):
    n = len(labels)
    if not 0 <= total <= n:
        raise ValueError("the sample has at least no row and at most all")
    shares = {name: divmod(total * count, n) for name, count in Counter(labels).items()}
    counts = {name: share for name, (share, _) in shares.items()}
    by_remainder = sorted(shares, key=lambda name: (-shares[name][0], -shares[name][1], name))
    for name in by_remainder[: total - sum(counts.values())]:
        counts[name] += 1
    return counts
