"""Trains a linear model of log prices in mini-batches and keeps the weights of the best epoch."""

import numpy as np


def split(owners, share, rng):
    """Rows to learn from and rows to validate on, both in order."""
    names = rng.permutation(np.unique(owners))
    chosen = names[: max(1, round(share * len(names)))]
    held_out = np.isin(owners, chosen)
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def standardise(train, other):
    """Both tables, each column with mean 0 and spread 1."""
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    return (train - mean) / spread, (other - mean) / spread


def batches(count, size, rng):
    """The rows of one epoch, in batches."""
    order = rng.permutation(count)
    return [order[start : start + size] for start in range(0, count - size + 1, size)]


def learning_rate(step, steps, peak, warm_up):
    """The rate of a step, the first being 0."""
    if step < warm_up:
        return peak * (step + 1) / warm_up
    progress = (step - warm_up) / (steps - warm_up)
    return 0.5 * peak * (1.0 + np.cos(np.pi * progress))


def loss_and_gradient(weights, X, y, penalty):
    """The loss on these rows, and its gradient by the weights."""
    slopes, intercept = weights[:-1], weights[-1]
    error = X @ slopes + intercept - y
    loss = np.mean(error**2) + penalty * np.sum(slopes**2)
    gradient = np.append(X.T @ error / len(y) + penalty * slopes, error.mean())
    return float(loss), 2 * gradient


def predict(weights, X):
    """Prices in dollars."""
    return np.exp(X @ weights[:-1] + weights[-1])


def mean_absolute_error(weights, X, prices):
    """How far the predicted prices are off, in dollars."""
    return float(np.mean(np.abs(predict(weights, X) - prices)))


def fit(X, prices, X_held_out, prices_held_out, *, epochs, size, peak, warm_up, penalty, seed):
    """Weights, and the error after each epoch."""
    rng = np.random.default_rng(seed)
    y = np.log(prices)
    weights = np.append(np.zeros(X.shape[1]), y.mean())
    steps = epochs * -(-len(y) // size)
    best, errors, step = weights.copy(), [], 0
    for _ in range(epochs):
        for rows in batches(len(y), size, rng):
            _, gradient = loss_and_gradient(weights, X[rows], y[rows], penalty)
            weights -= learning_rate(step, steps, peak, warm_up) * gradient
            step += 1
        errors.append(mean_absolute_error(weights, X_held_out, prices_held_out))
        if errors[-1] < min(errors[:-1], default=np.inf):
            best = weights.copy()
    return {"weights": best, "errors": errors}
