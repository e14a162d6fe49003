import numpy as np


def distribution(logits, temperature=1.0, top_k=None, top_p=1.0):
    logits = np.array(logits, dtype=float)
    logits = np.nan_to_num(logits.ravel())
    top_k = top_k and max(top_k, 1)
    top_p = min(max(top_p, 1e-9), 1)
    if temperature == 0:
        temperature, top_k = 1.0, 1
    order = np.argsort(-logits, kind="stable")[:top_k]
    powers = np.exp((logits[order] - logits.max()) / temperature)
    shares = powers / powers.sum()
    if top_p < 1:
        shares[np.cumsum(shares) - shares >= top_p - 1e-12] = 0
    found = np.zeros(len(logits))
    found[order] = shares / shares.sum()
    return found


def draw(probabilities, u):
    probabilities = np.array(probabilities, dtype=float)
    if probabilities.ndim != 1 or not (probabilities >= 0).all() or not abs(probabilities.sum() - 1) <= 1e-6:
        raise ValueError("probabilities must be at least 0 and add up to 1")
    reached = probabilities.cumsum()
    return int((reached <= u * reached[-1]).sum())
