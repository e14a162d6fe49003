import math

import numpy as np


def prepare(layers, X):
    layers = [(np.asarray(w, float).copy(), np.asarray(b, float).copy()) for w, b in layers]
    X = np.asarray(X, float)
    sizes = [X.shape[-1] if X.ndim == 2 else -1]
    for w, b in layers:
        if w.ndim != 2 or b.ndim != 1 or w.shape[1] != b.shape[0] or w.shape[0] != sizes[-1]:
            raise ValueError("layer")
        sizes.append(len(b))
    if len(sizes) == 1 or X.ndim != 2 or not len(X):
        raise ValueError("no layers or rows")
    return layers, X


def targets(labels, rows, classes, alpha):
    labels = np.asarray(labels)
    if labels.shape != (rows,) or labels.dtype.kind not in ("i", "u") or alpha < 0:
        raise ValueError("labels")
    if any(int(y) not in range(classes) for y in labels):
        raise ValueError("labels")
    return [int(y) for y in labels]


def walk(layers, x, y, found):
    """Loss of one row from here on, and its gradient by x; gradients of parameters are added to found."""
    (w, b), *others = layers
    z = x @ w + b
    if others:
        value, by_a = walk(others, np.maximum(z, 0.0), y, found[1:])
        by_z = by_a * np.heaviside(z, 0.0)
    else:
        top = float(z.max())
        total = math.log(sum(math.exp(s - top) for s in z)) + top
        value = total - z[y]
        by_z = np.array([math.exp(s - total) for s in z])
        by_z[y] -= 1
    found[0][0][...] += np.outer(x, by_z)
    found[0][1][...] += by_z
    return value, w @ by_z


def both(layers, X, labels, alpha):
    layers, X = prepare(layers, X)
    labels = targets(labels, len(X), len(layers[-1][1]), alpha)
    found = [(np.zeros(w.shape), np.zeros(b.shape)) for w, b in layers]
    value = math.fsum(walk(layers, x, y, found)[0] for x, y in zip(X, labels)) / len(X)
    value += alpha / 2 * math.fsum(float((w * w).sum()) for w, _ in layers)
    return value, [(gw / len(X) + alpha * w, gb / len(X)) for (gw, gb), (w, _) in zip(found, layers)]


def forward(layers, X):
    layers, X = prepare(layers, X)
    for w, b in layers[:-1]:
        X = np.clip(X @ w + b, 0.0, None)
    w, b = layers[-1]
    return X @ w + b


def loss(layers, X, labels, alpha=0.0):
    return both(layers, X, labels, alpha)[0]


def gradients(layers, X, labels, alpha=0.0):
    return both(layers, X, labels, alpha)[1]


def finite_differences(layers, X, labels, alpha=0.0, h=1e-5):
    layers, X = prepare(layers, X)
    found = [(np.zeros(w.shape), np.zeros(b.shape)) for w, b in layers]
    for number, layer in enumerate(layers):
        for part, array in enumerate(layer):
            for i in range(array.size):
                ends = []
                for sign in (1, -1):
                    moved = array.copy()
                    moved.flat[i] += sign * h
                    changed = list(layers)
                    changed[number] = (moved, layer[1]) if part == 0 else (layer[0], moved)
                    ends.append(loss(changed, X, labels, alpha))
                found[number][part].flat[i] = (ends[0] - ends[1]) / (2 * h)
    return found


def relative_error(a, b):
    a = [float(v) for pair in a for array in pair for v in np.ravel(array)]
    b = [float(v) for pair in b for array in pair for v in np.ravel(array)]
    scale = math.hypot(*a) + math.hypot(*b)
    return math.dist(a, b) / scale if scale else 0.0
