import numpy as np


def forward(X, h, c, W, b):
    X, h, c, W, b = _checked(X, h, c, W, b)
    steps = _steps(X, h, c, W, b)
    return np.stack([step[-1] for step in steps], axis=1), steps[-1][-2]


def backward(dH, dc, X, h, c, W, b):
    X, h, c, W, b = _checked(X, h, c, W, b)
    dH, dc = np.array(dH, dtype=float), np.array(dc, dtype=float)
    if dH.shape != (*X.shape[:2], h.shape[1]) or dc.shape != c.shape:
        raise ValueError("dH and dc must have the shapes of the results")
    features = X.shape[2]
    dX, dW, db, dh = np.zeros(X.shape), np.zeros(W.shape), np.zeros(b.shape), np.zeros(h.shape)
    for t, (both, before, i, f, g, o, after, _) in reversed(list(enumerate(_steps(X, h, c, W, b)))):
        dh = dh + dH[:, t]
        squashed = np.tanh(after)
        dc = dc + dh * o * (1 - squashed**2)
        gates = [dc * g * i * (1 - i), dc * before * f * (1 - f), dc * i * (1 - g**2), dh * squashed * o * (1 - o)]
        dz = np.hstack(gates)
        dW += both.T @ dz
        db += dz.sum(axis=0)
        dX[:, t], dh = np.split(dz @ W.T, [features], axis=1)
        dc = dc * f
    return {"X": dX, "h": dh, "c": dc, "W": dW, "b": db}


def _steps(X, h, c, W, b):
    """For each step: [x, h], the c before, the gates, the c and the h after."""
    steps = []
    for t in range(X.shape[1]):
        both = np.hstack([X[:, t], h])
        i, f, g, o = np.split(both @ W + b, 4, axis=1)
        i, f, g, o = _sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)
        before, c = c, (f * c if t == 0 else 0) + i * g
        h = o * np.tanh(c)
        steps.append((both, before, i, f, g, o, c, h))
    return steps


def _sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def _checked(X, h, c, W, b):
    X, h, c, W, b = (np.array(array, dtype=float) for array in (X, h, c, W, b))
    if X.ndim != 3 or h.ndim != 2 or X.size == 0 or h.size == 0:
        raise ValueError("X must have three dimensions and h two")
    n, units = h.shape
    shapes = (len(X), units), (n, units), (X.shape[2] + units, 4 * units), (4 * units,)
    if (h.shape, c.shape, W.shape, b.shape) != shapes:
        raise ValueError("states, weights and biases must fit")
    return X, h, c, W, b
