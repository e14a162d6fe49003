import numpy as np


def distribution(logits, temperature=1.0, top_k=None, top_p=1.0):
    logits = np.array(logits, dtype=float)
    if logits.ndim != 1 or len(logits) == 0 or not np.isfinite(logits.max()):
        raise ValueError("logits must be one-dimensional, and the largest of them finite")
    if temperature < 0 or (top_k is not None and top_k < 1) or not 0 < top_p <= 1:
        raise ValueError("temperature, top_k or top_p is not possible")
    if temperature == 0:
        temperature, top_k = 1.0, 1
    order = np.argsort(-logits, kind="stable")[:top_k]
    powers = np.exp((logits[order] - logits.max()) / temperature)
    shares = powers / powers.sum()
    if top_p < 1:
        shares[np.cumsum(shares) - shares - np.append(0, shares[:-1]) >= top_p - 1e-12] = 0
    found = np.zeros(len(logits))
    found[order] = shares / shares.sum()
    return found


def draw(probabilities, u):
    probabilities = np.array(probabilities, dtype=float)
    if probabilities.ndim != 1 or not (probabilities >= 0).all() or not abs(probabilities.sum() - 1) <= 1e-6:
        raise ValueError("probabilities must be at least 0 and add up to 1")
    if not 0 <= u < 1:
        raise ValueError("u must be at least 0 and below 1")
    reached = probabilities.cumsum()
    return int((reached <= u * reached[-1]).sum())
