import numpy as np


def impurity(y, kind):
    y = np.array(y, dtype=float)
    if y.ndim != 1 or len(y) == 0:
        raise ValueError("targets are needed")
    return float(_columns(y, kind).var(axis=0).sum())


def best_split(X, y, kind, min_leaf=1):
    X, y = _rows(X, y)
    if min_leaf < 1:
        raise ValueError("min_leaf must be at least 1")
    whole = impurity(y, kind)
    best = None
    for column in range(X.shape[1]):
        order = X[:, column].argsort()
        values, left = X[order, column], np.arange(1, len(y))
        targets = _columns(y[order], kind)
        sums = (targets - targets.mean(axis=0)).cumsum(axis=0)[:-1]
        gains = (sums**2).sum(axis=1) / (left * (len(y) - left))
        gains[(values[1:] == values[:-1]) | (np.minimum(left, len(y) - left) <= min_leaf)] = 0
        high = gains.max(initial=0)
        if high - (best[2] if best else 0) > 1e-9 * whole:
            place = np.flatnonzero(high - gains <= 1e-9 * whole)[0]
            best = (column, float(values[place] / 2 + values[place + 1] / 2), float(gains[place]))
    return best


def grow(X, y, kind, max_depth, min_leaf=1):
    X, y = _rows(X, y)
    if max_depth < 0:
        raise ValueError("max_depth must be at least 0")
    return X.shape[1], _node(X, y, kind, max_depth, min_leaf)


def _node(X, y, kind, depth, min_leaf):
    """A leaf's prediction, or column, threshold and the nodes on both sides."""
    split = best_split(X, y, kind, min_leaf)
    if depth == 0 or split is None:
        values, counts = np.unique(y, return_counts=True)
        return float(values[counts.argmax()] if kind == "gini" else y.mean())
    column, threshold, _ = split
    left = X[:, column] <= threshold
    return column, threshold, *(_node(X[side], y[side], kind, depth - 1, min_leaf) for side in (left, ~left))


def predict(tree, X):
    width, root = tree
    X = np.array(X)
    if X.ndim != 2 or X.shape[1] != width:
        raise ValueError("X must have the columns that the tree was grown with")
    return np.array([_follow(root, row) for row in X])


def _follow(node, row):
    while not isinstance(node, float):
        column, threshold, left, right = node
        node = left if row[column] <= threshold else right
    return node


def _columns(y, kind):
    if kind not in ("gini", "variance"):
        raise ValueError("kind must be gini or variance")
    return (y[:, None] == np.unique(y)).astype(float) if kind == "gini" else y[:, None]


def _rows(X, y):
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X must be a table with rows, and y one number a row")
    return X, y
