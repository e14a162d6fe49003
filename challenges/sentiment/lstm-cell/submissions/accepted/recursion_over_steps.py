import numpy as np


def arrays(*values):
    return tuple(np.array(value, dtype=float) for value in values)


def check(X, h, c, W, b):
    if X.ndim != 3 or h.ndim != 2 or 0 in X.shape or 0 in h.shape:
        raise ValueError("X or h")
    wanted = {"h": (X.shape[0], h.shape[1]), "W": (X.shape[2] + h.shape[1], 4 * h.shape[1]), "b": (4 * h.shape[1],)}
    if h.shape != wanted["h"] or c.shape != wanted["h"] or W.shape != wanted["W"] or b.shape != wanted["b"]:
        raise ValueError("shapes do not fit")


def step(x, h, c, W, b):
    u = h.shape[1]
    z = np.concatenate([x, h], axis=1) @ W + b
    gates = 0.5 * np.tanh(0.5 * z) + 0.5
    gates[:, 2 * u : 3 * u] = np.tanh(z[:, 2 * u : 3 * u])
    i, f, g, o = (gates[:, k * u : (k + 1) * u] for k in range(4))
    new = c * f + g * i
    return new, np.tanh(new) * o, gates


def forward(X, h, c, W, b):
    X, h, c, W, b = arrays(X, h, c, W, b)
    check(X, h, c, W, b)
    H = np.empty((*X.shape[:2], h.shape[1]))
    for t in range(X.shape[1]):
        c, h, _ = step(X[:, t], h, c, W, b)
        H[:, t] = h
    return H, c


def backward(dH, dc, X, h, c, W, b):
    dH, dc, X, h, c, W, b = arrays(dH, dc, X, h, c, W, b)
    check(X, h, c, W, b)
    if dH.shape != (X.shape[0], X.shape[1], h.shape[1]) or dc.shape != c.shape:
        raise ValueError("gradients do not fit")
    total = {"X": np.zeros(X.shape), "W": np.zeros(W.shape), "b": np.zeros(b.shape)}

    def back(t, h, c):
        """Gradients by the states before step t."""
        if t == X.shape[1]:
            return np.zeros(h.shape), dc
        new, output, gates = step(X[:, t], h, c, W, b)
        by_h, by_c = back(t + 1, output, new)
        by_h = by_h + dH[:, t]
        i, f, g, o = np.split(gates, 4, axis=1)
        slope = gates * (1 - gates)
        slope[:, 2 * g.shape[1] : 3 * g.shape[1]] = 1 - g**2
        by_c = by_c + by_h * o / np.cosh(np.clip(new, -300, 300)) ** 2
        by_z = np.concatenate([by_c * g, by_c * c, by_c * i, by_h * np.tanh(new)], axis=1) * slope
        total["W"] += np.concatenate([X[:, t], h], axis=1).T @ by_z
        total["b"] += by_z.sum(axis=0)
        both = by_z @ W.T
        total["X"][:, t] = both[:, : X.shape[2]]
        return both[:, X.shape[2] :], by_c * f

    by_h, by_c = back(0, h, c)
    return {**total, "h": by_h, "c": by_c}
