import numpy as np


def targets(y, kind):
    y = np.asarray(y, dtype=float)
    if y.ndim != 1 or y.size == 0:
        raise ValueError("y")
    if kind == "variance":
        return y[:, None] - y.mean()
    if kind == "gini":
        return np.eye(len(np.unique(y)))[np.unique(y, return_inverse=True)[1]]
    raise ValueError("kind")


def impurity(y, kind):
    T = targets(y, kind)
    if kind == "gini":
        return float(1 - (T.mean(axis=0) ** 2).sum())
    return float((T**2).mean())


def best_split(X, y, kind, min_leaf=1):
    X = np.asarray(X, dtype=float)
    T = targets(y, kind)
    n = len(T)
    if X.ndim != 2 or len(X) != n or min_leaf < 1:
        raise ValueError("X, y or min_leaf")
    whole = impurity(y, kind)
    best = []
    for column, values in enumerate(X.T):
        distinct, group = np.unique(values, return_inverse=True)
        counts = np.bincount(group)
        per_value = np.zeros((len(distinct), T.shape[1]))
        np.add.at(per_value, group, T)
        left, sums = counts.cumsum()[:-1], per_value.cumsum(axis=0)[:-1]
        ok = (left >= min_leaf) & (n - left >= min_leaf)
        difference = sums / left[:, None] - (T.sum(axis=0) - sums) / (n - left)[:, None]
        gains = left * (n - left) / n**2 * (difference**2).sum(axis=1)
        middles = (distinct[:-1] + distinct[1:]) / 2
        best += [(column, t, g) for t, g in zip(middles[ok], gains[ok])]
    if not best:
        return None
    gains = np.array([g for _, _, g in best])
    if gains.max() <= 1e-9 * whole:
        return None
    column, threshold, gain = best[int(np.argmax(gains >= gains.max() - 1e-9 * whole))]
    return column, float(threshold), float(gain)


def grow(X, y, kind, max_depth, min_leaf=1):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if max_depth < 0:
        raise ValueError("max_depth")
    first = best_split(X, y, kind, min_leaf)
    nodes, waiting = [], [(np.arange(len(y)), 0, None, first)]
    while waiting:
        rows, depth, parent, split = waiting.pop()
        number = len(nodes)
        if parent is not None:
            nodes[parent[0]][parent[1]] = number
        if split is None or depth == max_depth:
            if kind == "variance":
                nodes.append({"leaf": y[rows].mean()})
            else:
                classes, counts = np.unique(y[rows], return_counts=True)
                nodes.append({"leaf": classes[np.argmax(counts)]})
            continue
        nodes.append({"column": split[0], "threshold": split[1], "width": X.shape[1]})
        goes_left = X[rows, split[0]] <= split[1]
        for name, part in (("left", rows[goes_left]), ("right", rows[~goes_left])):
            waiting.append((part, depth + 1, (number, name), best_split(X[part], y[part], kind, min_leaf)))
    return {"nodes": nodes, "width": X.shape[1]}


def predict(tree, X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != tree["width"]:
        raise ValueError("X")
    found = np.empty(len(X))
    for i, row in enumerate(X):
        node = tree["nodes"][0]
        while "leaf" not in node:
            node = tree["nodes"][node["left" if row[node["column"]] <= node["threshold"] else "right"]]
        found[i] = node["leaf"]
    return found
