import numpy as np


def _design(X):
    return np.hstack([X, np.ones((len(X), 1))])


def split(owners, share, rng):
    names, numbers = np.unique(owners, return_inverse=True)
    count = max(1, round(share * len(names)))
    place = np.argsort(rng.random(len(names)))
    held_out = (place < count)[numbers]
    rows = np.arange(len(numbers))
    return rows[~held_out], rows[held_out]


def standardise(train, other):
    centre = np.mean(train, 0)
    scale = np.sqrt(np.mean((train - centre) ** 2, 0))
    scale[scale == 0] = 1
    return tuple((table - centre) / scale for table in (train, other))


def batches(count, size, rng):
    order = np.argsort(rng.random(count))
    return np.array_split(order, np.arange(size, count, size))


def learning_rate(step, steps, peak, warm_up):
    rising = [peak * k / warm_up for k in range(1, warm_up + 1)]
    falling = peak * (1 + np.cos(np.linspace(0, np.pi, steps - warm_up, endpoint=False))) / 2
    return float([*rising, *falling][step])


def loss_and_gradient(weights, X, y, penalty):
    A = _design(X)
    counted = np.ones(len(weights))
    counted[-1] = 0
    residual = A @ weights - y
    loss = residual @ residual / len(y) + penalty * (counted * weights) @ weights
    return float(loss), 2 * (A.T @ residual / len(y) + penalty * counted * weights)


def predict(weights, X):
    return np.exp(_design(X) @ weights)


def mean_absolute_error(weights, X, prices):
    off = np.ravel(predict(weights, X)) - np.ravel(prices)
    return float(np.linalg.norm(off, 1) / len(off))


def fit(X, prices, X_held_out, prices_held_out, *, epochs, size, peak, warm_up, penalty, seed):
    rng = np.random.default_rng(seed)
    y = np.log(prices)
    weights = np.zeros(X.shape[1] + 1)
    weights[-1] = np.mean(y)
    per_epoch = (len(y) + size - 1) // size
    best, lowest, errors = None, np.inf, []
    for epoch in range(epochs):
        for number, rows in enumerate(batches(len(y), size, rng)):
            rate = learning_rate(epoch * per_epoch + number, epochs * per_epoch, peak, warm_up)
            weights = weights - rate * loss_and_gradient(weights, X[rows], y[rows], penalty)[1]
        errors.append(mean_absolute_error(weights, X_held_out, prices_held_out))
        if best is None or errors[-1] < lowest:
            best, lowest = weights, errors[-1]
    return {"weights": best, "errors": errors}
