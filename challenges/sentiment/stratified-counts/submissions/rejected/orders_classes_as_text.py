from collections import Counter


def class_counts(labels, total):
    """Rows of each class in the sample, by class."""
    n = len(labels)
    if total < 0 or total > n:
        raise ValueError("total must be from 0 to the number of rows")
    sizes = Counter(labels)
    # total * size = quotient * n + remainder, all in whole numbers, so nothing is rounded
    shares = {label: divmod(total * size, n) for label, size in sizes.items()}
    counts = {label: quotient for label, (quotient, _) in shares.items()}
    left = total - sum(counts.values())
    for label in sorted(shares, key=lambda label: (-shares[label][1], str(label)))[:left]:
        counts[label] += 1
    return counts
