import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def prepare(X, h, c, W, b):
    X, h, c = (np.asarray(a, dtype=np.float64) for a in (X, h, c))
    W, b = np.asarray(W, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if X.ndim != 3 or h.ndim != 2:
        raise ValueError("dimensions")
    n, T, d = X.shape
    u = h.shape[1]
    if min(n, T, d, u) == 0 or len(h) != n or c.shape != h.shape or W.shape != (d + u, 4 * u) or b.shape != (4 * u,):
        raise ValueError("shapes")
    parts = [slice(k * u, (k + 1) * u) for k in range(4)]
    return X, h, c, [(W[:d, p], W[d:, p], b[p]) for p in parts]


def run(X, h, c, parts):
    tape = []
    for t in range(X.shape[1]):
        x = X[:, t, :]
        sums = [x @ Wx + h @ Wh + b for Wx, Wh, b in parts]
        i, f, o = sigmoid(sums[0]), sigmoid(sums[1]), sigmoid(sums[3])
        g = np.tanh(sums[2])
        new = f * c + i * g
        tape.append((x, h, c, i, f, g, o, new))
        c = new
        h = o * np.tanh(new)
        tape[-1] += (h,)
    return tape, c


def forward(X, h, c, W, b):
    tape, last = run(*prepare(X, h, c, W, b))
    return np.array([step[-1] for step in tape]).transpose(1, 0, 2), last


def backward(dH, dc, X, h, c, W, b):
    X, h, c, parts = prepare(X, h, c, W, b)
    dH, dc = np.asarray(dH, dtype=np.float64), np.asarray(dc, dtype=np.float64)
    if dH.shape != X.shape[:2] + h.shape[1:] or dc.shape != h.shape:
        raise ValueError("gradients")
    tape, _ = run(X, h, c, parts)
    dWx = [np.zeros_like(Wx) for Wx, _, _ in parts]
    dWh = [np.zeros_like(Wh) for _, Wh, _ in parts]
    db = [np.zeros_like(bias) for _, _, bias in parts]
    dX = np.zeros_like(X)
    dh = np.zeros_like(h)
    for t in range(len(tape) - 1, -1, -1):
        x, h_before, c_before, i, f, g, o, new, _ = tape[t]
        dh = dh + dH[:, t]
        tanh = np.tanh(new)
        dc = dc + dh * o * (1 - tanh * tanh)
        sums = [dc * g * i * (1 - i), dc * c_before * f * (1 - f), dc * i * (1 - g * g), dh * tanh * o * (1 - o)]
        dh = np.zeros_like(h)
        for k, (Wx, Wh, _) in enumerate(parts):
            dWx[k] += x.T @ sums[k]
            dWh[k] += h_before.T @ sums[k]
            db[k] += sums[k].sum(axis=0)
            dX[:, t] += sums[k] @ Wx.T
            dh += sums[k] @ Wh.T
        dc = dc * f
    dW = np.vstack([np.hstack(dWx), np.hstack(dWh)])
    return {"X": dX, "h": dh, "c": dc, "W": dW, "b": np.concatenate(db)}
