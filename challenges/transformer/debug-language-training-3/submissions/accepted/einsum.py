import numpy as np


def split(documents, share, rng):
    texts, numbers = np.unique(np.array(documents, dtype=str), return_inverse=True)
    drawn = rng.choice(len(texts), max(1, round(share * len(texts))), replace=False)
    held_out = np.isin(numbers, drawn)
    return np.flatnonzero(~held_out).tolist(), np.flatnonzero(held_out).tolist()


def examples(tokens, length):
    starts = np.arange(0, len(tokens) - length, length)
    places = starts[:, None] + np.arange(length)
    return np.asarray(tokens)[places], np.asarray(tokens)[places + 1]


def layer_norm(x, scale, shift):
    mean, square = x.mean(-1, keepdims=True), (x**2).mean(-1, keepdims=True)
    return shift + scale * (x - mean) * (square - mean**2 + 1e-5) ** -0.5


def attention(Q, K, V):
    n, d = Q.shape
    scores = np.einsum("td,sd->ts", Q, K) * d**-0.5
    scores[np.arange(n)[:, None] < np.arange(n)] = -1e30
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return np.einsum("ts,sd->td", np.exp(logs), V)


def loss(logits, targets, padding):
    flat, wanted = logits.reshape(-1, logits.shape[-1]), targets.ravel()
    flat, wanted = flat[wanted != padding], wanted[wanted != padding]
    return float(np.mean(np.logaddexp.reduce(flat, axis=1) - flat[np.arange(len(wanted)), wanted]))


def perplexity(losses, counts):
    return float(np.exp(np.average(losses, weights=counts)))


def accumulated(gradients, counts):
    return {
        name: np.average(np.array([part[name] for part in gradients]), axis=0, weights=counts) for name in gradients[0]
    }


def clipped(gradients, max_norm):
    square = sum(np.vdot(one, one) for one in gradients.values())
    factor = max_norm / max(np.sqrt(square), max_norm)
    return {name: factor * one for name, one in gradients.items()}


def adamw(weights, gradients, state, *, rate, decay, beta1, beta2):
    count = state["count"] + 1
    first = {n: beta1 * state["first"][n] + (1 - beta1) * g for n, g in gradients.items()}
    second = {n: beta2 * state["second"][n] + (1 - beta2) * np.square(g) for n, g in gradients.items()}
    a, b = 1 - beta1**count, 1 - beta2**count
    moved = {
        n: w - rate * decay * w - rate * (first[n] / a) / (np.sqrt(second[n] / b) + 1e-8) for n, w in weights.items()
    }
    return moved, {"count": count, "first": first, "second": second}
