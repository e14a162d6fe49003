import math
import random


def table(rows):
    rows = [[float(value) for value in row] for row in list(rows)]
    if not rows or len({len(row) for row in rows}) != 1:
        raise ValueError("rows")
    return rows


def checked(X):
    try:
        return table(X)
    except TypeError as error:
        raise ValueError("two dimensions are needed") from error


def distance(row, centre):
    return math.dist(row, centre) ** 2


def assign(X, centres):
    import numpy as np

    X, centres = checked(X), checked(centres)
    if len(X[0]) != len(centres[0]):
        raise ValueError("columns")
    labels, inertia = [], 0.0
    for row in X:
        distances = [distance(row, centre) for centre in centres]
        labels.append(distances.index(min(distances)))
        inertia += min(distances)
    return np.array(labels), inertia


def kmeans(X, centres, max_iter=100):
    import numpy as np

    X, centres = checked(X), checked(centres)
    if max_iter < 1:
        raise ValueError("max_iter")
    last = None
    for rounds in range(1, max_iter + 1):
        labels = assign(X, centres)[0].tolist()
        for k in range(len(centres)):
            mine = [row for row, label in zip(X, labels) if label == k]
            if mine:
                centres[k] = [sum(column) / len(mine) for column in zip(*mine)]
        if labels == last:
            break
        last = labels
    labels, inertia = assign(X, centres)
    return np.array(centres), labels, inertia, rounds


def plus_plus(X, k, seed):
    import numpy as np

    X = checked(X)
    if k < 1 or k > len({tuple(row) for row in X}):
        raise ValueError("k")
    rng = random.Random(seed)
    seeds = [rng.choice(X)]
    while len(seeds) < k:
        weights = [min(distance(row, seed) for seed in seeds) for row in X]
        seeds.append(rng.choices(X, weights)[0])
    return np.array(seeds)
