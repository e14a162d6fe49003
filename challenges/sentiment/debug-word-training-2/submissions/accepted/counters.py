from collections import Counter

import numpy as np


def vocabulary(documents, most):
    counts = Counter(word for document in documents for word in document)
    ranked = sorted(counts.items(), key=lambda pair: pair[0])
    ranked.sort(key=lambda pair: pair[1], reverse=True)
    return dict(zip([word for word, _ in ranked[:most]], range(1, most + 1)))


def bags(documents, codes):
    rows = []
    for document in documents:
        row = [0.0] * (len(codes) + 1)
        for word in document:
            row[codes[word] if word in codes else 0] += 1
        rows.append(row)
    return np.array(rows).reshape(len(documents), len(codes) + 1)


def shuffled(X, labels, rng):
    pairs = list(zip(X, labels))
    rng.shuffle(order := list(range(len(pairs))))
    return np.array([pairs[k][0] for k in order]), np.array([pairs[k][1] for k in order])


def loss_and_gradient(W, X, labels):
    total, gradient, count = 0.0, np.zeros(W.shape), 0
    for row, label in zip(X, labels):
        if label < 0:
            continue
        logits = row @ W
        top = logits.max()
        logs = logits - top - np.log(np.exp(logits - top).sum())
        total -= logs[label]
        slope = np.exp(logs)
        slope[label] -= 1
        gradient += np.outer(row, slope)
        count += 1
    return float(total / count), gradient / count


def step(W, velocity, gradient, rate, momentum, max_norm):
    scale = min(1.0, max_norm / max(float(np.sqrt((gradient**2).sum())), 1e-300))
    velocity = velocity * momentum + gradient * scale
    return W + -rate * velocity, velocity


def f1(labels, predicted):
    pairs = Counter(zip(np.asarray(labels).tolist(), np.asarray(predicted).tolist()))
    hits = pairs[1, 1]
    if hits == 0:
        return 0.0
    precision, recall = hits / (hits + pairs[0, 1]), hits / (hits + pairs[1, 0])
    return 2 * precision * recall / (precision + recall)


def tune(scores, labels, test_scores, test_labels):
    best, reached = None, -1.0
    for threshold in sorted(set(np.asarray(scores).tolist())):
        value = f1(labels, [int(score >= threshold) for score in scores])
        if value > reached:
            best, reached = threshold, value
    return {"threshold": best, "f1": f1(test_labels, [int(score >= best) for score in test_scores])}


class EarlyStop:
    def __init__(self, patience):
        self.patience, self.losses = patience, []

    def update(self, loss):
        self.losses.append(loss)
        lowest = self.losses.index(min(self.losses))
        return len(self.losses) - 1 - lowest >= self.patience


def train(X, labels, X_held_out, labels_held_out, classes, *, epochs, size, rate, momentum, max_norm, patience, seed):
    rng, W, velocity = np.random.default_rng(seed), np.zeros((X.shape[1], classes)), 0.0
    stop, losses, going = EarlyStop(patience), [], True
    while going and len(losses) < epochs:
        X, labels = shuffled(X, labels, rng)
        for start in range(0, len(labels), size):
            gradient = loss_and_gradient(W, X[start : start + size], labels[start : start + size])[1]
            W, velocity = step(W, velocity, gradient, rate, momentum, max_norm)
        losses.append(loss_and_gradient(W, X_held_out, labels_held_out)[0])
        going = not stop.update(losses[-1])
    return {"weights": W, "losses": losses}
