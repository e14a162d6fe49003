import numpy as np


def vocabulary(documents, most):
    flat = [word for document in documents for word in document]
    words, counts = np.unique(np.array(flat, dtype=object).astype(str), return_counts=True)
    order = np.argsort(-counts, kind="stable")[:most]
    return {str(words[place]): number + 1 for number, place in enumerate(order)}


def bags(documents, codes):
    width = len(codes) + 1
    rows = [np.bincount(np.array([codes.get(w, 0) for w in d], dtype=int), minlength=width) for d in documents]
    return np.array(rows, dtype=float).reshape(-1, width)


def shuffled(X, labels, rng):
    order = np.argsort(rng.random(len(labels)))
    return np.take(X, order, axis=0), np.take(labels, order)


def loss_and_gradient(W, X, labels):
    weight = (np.asarray(labels) >= 0) / np.sum(np.asarray(labels) >= 0)
    targets = np.eye(W.shape[1])[np.maximum(labels, 0)]
    logits = X @ W
    logs = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
    loss = -(weight[:, None] * targets * logs).sum()
    return float(loss), X.T @ (weight[:, None] * (np.exp(logs) - targets))


def step(W, velocity, gradient, rate, momentum, max_norm):
    norm = np.sqrt(np.square(gradient).sum())
    if norm >= max_norm:
        gradient = gradient / norm * max_norm
    moved = gradient + momentum * velocity
    return W - moved * rate, moved


def f1(labels, predicted):
    labels, predicted = np.asarray(labels), np.asarray(predicted)
    total = labels.sum() + predicted.sum()
    return float(2 * (labels * predicted).sum() / total) if total else 0.0


def tune(scores, labels, test_scores, test_labels):
    tried = np.sort(scores)
    yes = (scores[None, :] >= tried[:, None]).astype(int)
    values = np.array([f1(labels, row) for row in yes])
    threshold = float(tried[np.flatnonzero(values == values.max())[0]])
    return {"threshold": threshold, "f1": f1(test_labels, np.where(test_scores >= threshold, 1, 0))}


class EarlyStop:
    def __init__(self, patience):
        self.left = self.patience = patience
        self.best = None

    def update(self, loss):
        better = self.best is None or loss < self.best
        self.best = loss if better else self.best
        self.left = self.patience if better else self.left - 1
        return self.left <= 0


def train(X, labels, X_held_out, labels_held_out, classes, *, epochs, size, rate, momentum, max_norm, patience, seed):
    rng = np.random.default_rng(seed)
    W = np.zeros((X.shape[1], classes))
    velocity, stop, losses = W * 0, EarlyStop(patience), []
    for _ in range(epochs):
        X, labels = shuffled(X, labels, rng)
        for rows in np.array_split(np.arange(len(labels)), np.arange(size, len(labels), size)):
            W, velocity = step(W, velocity, loss_and_gradient(W, X[rows], labels[rows])[1], rate, momentum, max_norm)
        losses += [loss_and_gradient(W, X_held_out, labels_held_out)[0]]
        if stop.update(losses[-1]):
            return {"weights": W, "losses": losses}
    return {"weights": W, "losses": losses}
