import math

import numpy as np


def split(owners, share, rng):
    owners = list(owners)
    names = sorted(set(owners))
    held_out = set(rng.choice(names, max(1, round(share * len(names))), replace=False))
    learn, check = [], []
    for row, owner in enumerate(owners):
        (check if owner in held_out else learn).append(row)
    return np.array(learn, dtype=int), np.array(check, dtype=int)


def standardise(train, other):
    left, right = [], []
    for column in range(train.shape[1]):
        mean = train[:, column].mean()
        spread = train[:, column].std() or 1.0
        left.append((train[:, column] - mean) / spread)
        right.append((other[:, column] - mean) / spread)
    return np.column_stack(left), np.column_stack(right)


def batches(count, size, rng):
    rows = list(range(count))
    rng.shuffle(rows)
    found = []
    while rows:
        found.append(np.array(rows[:size]))
        rows = rows[size:]
    return found


def learning_rate(step, steps, peak, warm_up):
    if step >= warm_up:
        return peak * math.cos(math.pi / 2 * (step - warm_up) / (steps - warm_up)) ** 2
    return (step + 1) * (peak / warm_up)


def loss_and_gradient(weights, X, y, penalty):
    loss, gradient = 0.0, np.zeros(len(weights))
    for row, target in zip(X, y):
        error = float(row @ weights[:-1] + weights[-1] - target)
        loss += error**2 / len(y)
        gradient += 2 * error * np.append(row, 1.0) / len(y)
    for k, slope in enumerate(weights[:-1]):
        loss += penalty * slope**2
        gradient[k] += 2 * penalty * slope
    return float(loss), gradient


def predict(weights, X):
    return np.array([math.exp(min(row @ weights[:-1] + weights[-1], 700.0)) for row in X])


def mean_absolute_error(weights, X, prices):
    return sum(abs(found - price) for found, price in zip(predict(weights, X).tolist(), list(prices))) / len(prices)


def fit(X, prices, X_held_out, prices_held_out, *, epochs, size, peak, warm_up, penalty, seed):
    rng, y = np.random.default_rng(seed), np.log(prices)
    weights = np.array([0.0] * X.shape[1] + [y.mean()])
    steps, step, kept = epochs * math.ceil(len(y) / size), 0, []
    for _ in range(epochs):
        for rows in batches(len(y), size, rng):
            gradient = loss_and_gradient(weights, X[rows], y[rows], penalty)[1]
            weights = weights - learning_rate(step, steps, peak, warm_up) * gradient
            step += 1
        kept.append((mean_absolute_error(weights, X_held_out, prices_held_out), weights))
    errors = [error for error, _ in kept]
    return {"weights": kept[errors.index(min(errors))][1], "errors": errors}
