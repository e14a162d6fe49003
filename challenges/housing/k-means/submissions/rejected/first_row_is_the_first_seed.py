import numpy as np


def assign(X, centres):
    X, centres = _matrix(X), _matrix(centres)
    if X.shape[1] != centres.shape[1]:
        raise ValueError("X and centres must have the same columns")
    distances = _squared(X, centres)
    return distances.argmin(axis=1), float(distances.min(axis=1).sum())


def kmeans(X, centres, max_iter=100):
    X, centres = _matrix(X), _matrix(centres)
    if max_iter < 1:
        raise ValueError("max_iter must be at least 1")
    before, rounds = None, 0
    for _ in range(max_iter):
        labels, _ = assign(X, centres)
        rounds += 1
        centres = np.array([_moved(X[labels == k], centre) for k, centre in enumerate(centres)])
        if np.array_equal(labels, before):
            break
        before = labels
    return centres, *assign(X, centres), rounds


def plus_plus(X, k, seed):
    X = _matrix(X)
    if not 1 <= k <= len(np.unique(X, axis=0)):
        raise ValueError("k must be at least 1 and at most the number of distinct rows")
    rng = np.random.default_rng(seed)
    seeds = X[:1]
    for _ in range(k - 1):
        nearest = _squared(X, seeds).min(axis=1)
        seeds = np.vstack([seeds, X[rng.choice(len(X), p=nearest / nearest.sum())]])
    return seeds


def _moved(rows, centre):
    return rows.mean(axis=0) if len(rows) else centre


def _squared(X, centres):
    """Squared distances, shape (n, k)."""
    return ((X[:, None] - centres) ** 2).sum(axis=2)


def _matrix(rows):
    rows = np.array(rows, dtype=float)
    if rows.ndim != 2 or len(rows) == 0:
        raise ValueError("two dimensions and at least one row are needed")
    return rows
