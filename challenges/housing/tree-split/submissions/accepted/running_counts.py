from collections import Counter

import numpy as np


def impurity(y, kind):
    y = [float(v) for v in flat(y)]
    if not y or kind not in ("gini", "variance"):
        raise ValueError("targets or kind")
    if kind == "gini":
        return 1.0 - sum((count / len(y)) ** 2 for count in Counter(y).values())
    mean = sum(y) / len(y)
    return sum((v - mean) ** 2 for v in y) / len(y)


def flat(y):
    y = np.asarray(y)
    if y.ndim != 1:
        raise ValueError("one dimension is needed")
    return y.tolist()


def table(X, y):
    X = np.asarray(X, dtype=float)
    y = [float(v) for v in flat(y)]
    if X.ndim != 2 or not len(X) or len(X) != len(y):
        raise ValueError("rows")
    return X, y


class Side:
    """Sum of squares of the distances from the mean (or of counts), kept up to date."""

    def __init__(self, kind):
        self.kind, self.n, self.counts, self.squares, self.sum, self.sum2 = kind, 0, Counter(), 0, 0.0, 0.0

    def add(self, v, sign):
        self.n += sign
        if self.kind == "gini":
            self.squares += sign * 2 * self.counts[v] + 1
            self.counts[v] += sign
        else:
            self.sum += sign * v
            self.sum2 += sign * v * v

    def mass(self):
        """n times the impurity."""
        if self.kind == "gini":
            return self.n - self.squares / self.n
        return self.sum2 - self.sum**2 / self.n


def best_split(X, y, kind, min_leaf=1):
    X, y = table(X, y)
    whole = impurity(y, kind)
    if min_leaf < 1:
        raise ValueError("min_leaf")
    n, eps = len(y), 1e-9 * whole
    if kind == "variance":
        mean = sum(y) / n
        y = [v - mean for v in y]
    found = []
    for column in range(X.shape[1]):
        order = np.argsort(X[:, column], kind="stable").tolist()
        left, right = Side(kind), Side(kind)
        for i in order:
            right.add(y[i], 1)
        for a, b in zip(order, order[1:]):
            left.add(y[a], 1)
            right.add(y[a], -1)
            if X[a, column] < X[b, column] and min(left.n, right.n) >= min_leaf:
                gain = whole - (left.mass() + right.mass()) / n
                found.append((column, float((X[a, column] + X[b, column]) / 2), gain))
    top = max((gain for _, _, gain in found), default=0.0)
    if top <= eps:
        return None
    return next(split for split in found if split[2] >= top - eps)


class Node:
    def __init__(self, X, y, kind, depth, min_leaf):
        self.width = X.shape[1]
        split = best_split(X, y, kind, min_leaf) if depth else None
        self.split = split
        if split is None:
            if kind == "gini":
                counts = Counter(y)
                self.value = min(counts, key=lambda v: (-counts[v], v))
            else:
                self.value = sum(y) / len(y)
            return
        mask = X[:, split[0]] <= split[1]
        parts = [(X[m], [v for v, keep in zip(y, m) if keep]) for m in (mask, ~mask)]
        self.sides = [Node(rows, targets, kind, depth - 1, min_leaf) for rows, targets in parts]

    def of(self, row):
        if self.split is None:
            return self.value
        return self.sides[int(row[self.split[0]] > self.split[1])].of(row)


def grow(X, y, kind, max_depth, min_leaf=1):
    X, y = table(X, y)
    if max_depth < 0 or min_leaf < 1:
        raise ValueError("limits")
    impurity(y, kind)
    return Node(X, y, kind, max_depth, min_leaf)


def predict(tree, X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != tree.width:
        raise ValueError("columns")
    return np.array([float(tree.of(row)) for row in X])
