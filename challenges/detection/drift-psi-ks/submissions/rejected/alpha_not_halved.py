import numpy as np


def clean(values):
    values = np.array(values, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError("one dimension")
    values = values[np.isfinite(values)]
    if len(values) == 0:
        raise ValueError("no values")
    return values


def psi(reference, current, bins=10, floor=1e-4):
    reference, current = clean(reference), clean(current)
    if bins < 1:
        raise ValueError("bins")
    if floor <= 0 or floor >= 1:
        raise ValueError("floor")
    inner = np.quantile(reference, np.linspace(0, 1, bins + 1)[1:-1])
    edges = np.concatenate([[-np.inf], inner, [np.inf]])
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        r = ((reference >= low) & (reference < high)).mean()
        c = ((current >= low) & (current < high)).mean()
        r, c = max(r, floor), max(c, floor)
        total += (c - r) * np.log(c / r)
    return float(total)


def ks_statistic(reference, current):
    a, b = np.sort(clean(reference)), np.sort(clean(current))
    places = np.unique(np.concatenate([a, b]))
    F = np.searchsorted(a, places, side="right") / len(a)
    G = np.searchsorted(b, places, side="right") / len(b)
    return float(np.max(np.abs(F - G)))


def ks_alarm(reference, current, alpha=0.01):
    if alpha <= 0 or alpha >= 1:
        raise ValueError("alpha")
    n, m = len(clean(reference)), len(clean(current))
    c = np.sqrt(-0.5 * np.log(alpha))
    return bool(ks_statistic(reference, current) > c * np.sqrt((n + m) / (n * m)))
