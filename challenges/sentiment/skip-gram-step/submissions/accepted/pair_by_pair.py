"""Pair by pair with plain loops over words; vectors in NumPy."""
import math

import numpy as np


def skip_gram_pairs(words, window):
    if window < 1:
        raise ValueError("window")
    words = list(words)
    centres, contexts = [], []
    for i, word in enumerate(words):
        for j in range(i - window, i + window + 1):
            if 0 <= j < len(words) and j != i:
                centres.append(word)
                contexts.append(words[j])
    return np.array(centres, dtype=int), np.array(contexts, dtype=int)


def noise_shares(counts, power=0.75):
    counts = [float(c) for c in counts]
    if min(counts) < 0 or sum(counts) == 0:
        raise ValueError("counts")
    raised = [c**power if c else 0.0 for c in counts]
    return [r / sum(raised) for r in raised]


def _softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def skip_gram_step(inputs, outputs, centres, contexts, negatives, rate):
    V, U = np.array(inputs, dtype=float), np.array(outputs, dtype=float)
    if V.shape != U.shape:
        raise ValueError("matrices")
    centres, contexts = [int(w) for w in centres], [int(w) for w in contexts]
    negatives = [[int(w) for w in row] for row in negatives]
    b = len(centres)
    if not b or len(contexts) != b or len(negatives) != b:
        raise ValueError("batch")
    for word in (*centres, *contexts, *(w for row in negatives for w in row)):
        if not 0 <= word < len(V):
            raise ValueError("word")
    dV, dU, total = np.zeros_like(V), np.zeros_like(U), 0.0
    for centre, context, row in zip(centres, contexts, negatives):
        v = V[centre]
        for word, label in [(context, 1), *((w, 0) for w in row)]:
            z = float(U[word] @ v)
            total += _softplus(-z) if label else _softplus(z)
            g = _sigmoid(z) - label
            dV[centre] += g * U[word]
            dU[word] += g * v
    return total / b, V - rate * dV / b, U - rate * dU / b
