import math

import numpy as np


def split(documents, share, rng):
    distinct = list(dict.fromkeys(documents))
    rng.shuffle(distinct)
    out = set(distinct[: max(1, round(share * len(distinct)))])
    sides = ([], [])
    for number, text in enumerate(documents):
        sides[text in out].append(number)
    return sides


def examples(tokens, length):
    inputs, targets, start = [], [], 0
    while start + length < len(tokens):
        inputs.append(tokens[start : start + length])
        targets.append(tokens[start + 1 : start + length + 1])
        start += length
    return np.array(inputs, dtype=int).reshape(-1, length), np.array(targets, dtype=int).reshape(-1, length)


def layer_norm(x, scale, shift):
    found = np.empty(x.shape)
    for place in np.ndindex(*x.shape[:-1]):
        found[place] = (x[place] - x[place].mean()) / math.sqrt(x[place].var() + 1e-5) * scale + shift
    return found


def attention(Q, K, V):
    rows = []
    for t in range(len(Q)):
        scores = [float(Q[t] @ K[s]) / math.sqrt(len(Q[t])) for s in range(t + 1)]
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        rows.append(sum(share * V[s] for s, share in enumerate(shares)) / sum(shares))
    return np.array(rows)


def loss(logits, targets, padding):
    total, count = 0.0, 0
    for place in np.ndindex(*targets.shape):
        if targets[place] != padding:
            row = logits[place]
            total += row.max() + math.log(np.exp(row - row.max()).sum()) - row[targets[place]]
            count += 1
    return float(total / count)


def perplexity(losses, counts):
    return math.exp(sum(one * n for one, n in zip(losses, counts)) / sum(counts))


def accumulated(gradients, counts):
    found = {name: np.zeros(value.shape) for name, value in gradients[0].items()}
    for part, n in zip(gradients, counts):
        for name in found:
            found[name] += n * part[name]
    return {name: value / sum(counts) for name, value in found.items()}


def clipped(gradients, max_norm):
    norm = np.linalg.norm(np.concatenate([np.ravel(one) for one in gradients.values()]))
    if norm <= max_norm:
        return dict(gradients)
    return {name: one / norm * max_norm for name, one in gradients.items()}


def adamw(weights, gradients, state, *, rate, decay, beta1, beta2):
    k = state["count"] + 1
    new = {"count": k, "first": {}, "second": {}}
    moved = {}
    for name in weights:
        g, m, v = gradients[name], state["first"][name], state["second"][name]
        m = m + (1 - beta1) * (g - m)
        v = v + (1 - beta2) * (g * g - v)
        new["first"][name], new["second"][name] = m, v
        step = (m / (1 - beta1**k)) / ((v / (1 - beta2**k)) ** 0.5 + 1e-8)
        moved[name] = weights[name] - rate * (step + decay * weights[name])
    return moved, new
