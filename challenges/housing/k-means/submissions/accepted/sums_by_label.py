import numpy as np


def matrix(values):
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or not values.shape[0]:
        raise ValueError("a table with rows is needed")
    return values


def assign(X, centres):
    X, centres = matrix(X), matrix(centres)
    if X.shape[1] != centres.shape[1]:
        raise ValueError("different columns")
    middle = X.mean(axis=0)
    X, centres = X - middle, centres - middle
    best, labels = np.full(len(X), np.inf), np.zeros(len(X), dtype=int)
    for k in range(len(centres)):
        squared = np.einsum("nd,nd->n", X - centres[k], X - centres[k])
        nearer = squared < best
        best[nearer], labels[nearer] = squared[nearer], k
    return labels, best.sum()


def kmeans(X, centres, max_iter=100):
    X, centres = matrix(X), matrix(centres).copy()
    if max_iter < 1:
        raise ValueError("max_iter")
    labels, _ = assign(X, centres)
    rounds = 1
    while True:
        counts = np.bincount(labels, minlength=len(centres))
        sums = np.zeros_like(centres)
        np.add.at(sums, labels, X)
        full = counts > 0
        centres[full] = sums[full] / counts[full, None]
        new, inertia = assign(X, centres)
        if rounds == max_iter:
            return centres, new, inertia, rounds
        rounds += 1
        if (new == labels).all():
            return centres, new, inertia, rounds
        labels = new


def plus_plus(X, k, seed):
    X = matrix(X)
    distinct = len({row.tobytes() for row in X + 0.0})
    if k < 1 or k > distinct:
        raise ValueError("k")
    rng = np.random.default_rng([seed, 7])
    chosen = [int(rng.random() * len(X))]
    nearest = ((X - X[chosen[0]]) ** 2).sum(axis=1)
    for _ in range(k - 1):
        reached = np.cumsum(nearest)
        pick = int(np.searchsorted(reached, rng.random() * reached[-1], side="right"))
        chosen.append(pick)
        nearest = np.minimum(nearest, ((X - X[pick]) ** 2).sum(axis=1))
    return X[chosen]
