from fractions import Fraction


def class_counts(labels, total):
    n = len(labels)
    if total < 0 or total > n:
        raise ValueError(total)
    names = sorted(set(labels))
    exact = {name: Fraction(total * labels.count(name), n) for name in names}
    counts = {name: exact[name].numerator // exact[name].denominator for name in names}
    open_ = list(names)
    while sum(counts.values()) < total:
        most = max(open_, key=lambda name: exact[name] - int(exact[name]))
        counts[most] += 1
        open_.remove(most)
    return counts
