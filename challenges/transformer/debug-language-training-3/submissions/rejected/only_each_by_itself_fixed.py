"""What the training of a small language model consists of."""

import numpy as np


def split(documents, share, rng):
    """Numbers of the documents to learn from and of those held out, both in order."""
    texts = sorted(set(documents))
    count = max(1, round(share * len(texts)))
    chosen = {texts[k] for k in rng.permutation(len(texts))[:count]}
    held_out = [number for number, text in enumerate(documents) if text in chosen]
    return [number for number in range(len(documents)) if number not in held_out], held_out


def examples(tokens, length):
    """Windows of tokens, and for each token the one to say next."""
    count = (len(tokens) - 1) // length
    inputs = tokens[: count * length].reshape(count, length)
    targets = tokens[1 : count * length + 1].reshape(count, length)
    return inputs, targets


def layer_norm(x, scale, shift):
    """Each token's vector with mean 0 and spread 1, then scaled and shifted."""
    centred = x - x.mean(axis=-2, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-2, keepdims=True) + 1e-5)
    return centred / spread * scale + shift


def attention(Q, K, V):
    """What each token takes from itself and those before it."""
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    later = np.triu(np.ones(scores.shape, dtype=bool), k=1)
    scores = np.where(later, -np.inf, scores)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = weights / weights.sum(axis=1, keepdims=True)
    return weights @ V


def loss(logits, targets, padding):
    """Cross-entropy of the next token."""
    logs = logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    said = np.take_along_axis(logs, targets[..., None], axis=-1)[..., 0]
    read = targets != padding
    return float(-said[read].sum() / read.sum())


def perplexity(losses, counts):
    """Of a whole text, from the mean losses of its batches and their numbers of tokens."""
    return float(np.exp(np.mean(losses)))


def accumulated(gradients, counts):
    """The gradient of a large batch, from the mean gradients of its parts."""
    total = sum(counts)
    names = gradients[0]
    return {name: sum(part[name] * (n / total) for part, n in zip(gradients, counts, strict=True)) for name in names}


def clipped(gradients, max_norm):
    """Gradients that are together no longer than `max_norm`."""
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients.values()))
    scale = min(1.0, max_norm / norm)
    return {name: gradient * scale for name, gradient in gradients.items()}


def adamw(weights, gradients, state, *, rate, decay, beta1, beta2):
    """Weights and state after one step."""
    count = state["count"] + 1
    first, second, moved = {}, {}, {}
    for name, gradient in gradients.items():
        first[name] = beta1 * state["first"][name] + (1 - beta1) * gradient
        second[name] = beta2 * state["second"][name] + (1 - beta2) * gradient**2
        mean = first[name] / (1 - beta1**count)
        size = np.sqrt(second[name] / (1 - beta2**count)) + 1e-8
        moved[name] = weights[name] * (1 - rate * decay) - rate * mean / size
    return moved, {"count": count, "first": first, "second": second}
