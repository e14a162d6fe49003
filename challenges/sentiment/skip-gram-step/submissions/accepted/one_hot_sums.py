"""Context and negatives apart; derivatives added up by sorting the words and summing runs."""
import numpy as np


def skip_gram_pairs(words, window):
    if not window >= 1:
        raise ValueError("window")
    words = np.array(words, dtype=np.int64)
    left, right = [], []
    for shift in range(1, min(window, len(words) - 1) + 1 if len(words) else 0):
        here = np.arange(len(words) - shift)
        left += [here, here + shift]
        right += [here + shift, here]
    if not left:
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int)
    i, j = np.concatenate(left), np.concatenate(right)
    order = np.lexsort((j, i))
    return words[i[order]], words[j[order]]


def noise_shares(counts, power=0.75):
    counts = np.array(counts, dtype=np.float64)
    if counts.min() < 0 or counts.max() == 0:
        raise ValueError("counts")
    share = np.zeros_like(counts)
    share[counts > 0] = np.exp(power * np.log(counts[counts > 0]))
    return share / share.sum()


def _logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e), np.maximum(-z, 0) + np.log1p(e)


def _add_rows(matrix, rows, values):
    order = np.argsort(rows, kind="stable")
    rows, values = rows[order], values[order]
    start = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
    matrix[rows[start]] += np.add.reduceat(values, start, axis=0)


def skip_gram_step(inputs, outputs, centres, contexts, negatives, rate):
    inputs, outputs = np.asarray(inputs, float).copy(), np.asarray(outputs, float).copy()
    centres, contexts, negatives = np.array(centres, int), np.array(contexts, int), np.array(negatives, int)
    if inputs.shape != outputs.shape or centres.size == 0 or contexts.size != centres.size:
        raise ValueError("shape")
    if negatives.ndim != 2 or negatives.shape[0] != centres.size:
        raise ValueError("negatives")
    every = np.concatenate([centres, contexts, negatives.ravel()])
    if (every < 0).any() or (every >= len(inputs)).any():
        raise ValueError("word number")
    v, u, n = inputs[centres], outputs[contexts], outputs[negatives]
    near, near_loss = _logistic((v * u).sum(axis=1))
    far, far_loss = _logistic(-(n @ v[:, :, None])[:, :, 0])
    loss = near_loss.mean() + far_loss.sum() / len(v)
    pull, push = (near - 1)[:, None] / len(v), (1 - far)[:, :, None] / len(v)
    _add_rows(inputs, centres, -rate * (pull * u + (push * n).sum(axis=1)))
    rows = np.append(contexts, negatives.ravel())
    values = np.concatenate([pull * v, (push * v[:, None]).reshape(-1, v.shape[1])])
    _add_rows(outputs, rows, -rate * values)
    return loss, inputs, outputs
