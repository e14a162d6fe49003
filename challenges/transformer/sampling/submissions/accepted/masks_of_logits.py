import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def distribution(logits, temperature=1.0, top_k=None, top_p=1.0):
    logits = np.asarray(logits, dtype=np.float64)
    if logits.ndim != 1 or not logits.size or np.isnan(logits).any() or np.isinf(logits.max()):
        raise ValueError("logits")
    if not temperature >= 0 or not 0 < top_p <= 1 or (top_k or 1) < 1 or top_k == 0:
        raise ValueError("settings")
    v = len(logits)
    rank = np.empty(v, dtype=int)
    rank[np.lexsort((np.arange(v), -logits))] = np.arange(v)
    if temperature == 0:
        return (rank == 0).astype(float)
    with np.errstate(over="ignore"):
        scaled = (logits - logits.max()) / temperature
    if top_k is not None:
        scaled = np.where(rank < top_k, scaled, -np.inf)
    shares = softmax(scaled)
    if top_p < 1:
        order = np.argsort(rank)
        reached = np.concatenate([[0.0], np.cumsum(shares[order])])
        count = max(1, int(np.argmax(reached >= top_p - 1e-12)))
        shares = np.where(rank < count, shares, 0.0)
    return shares / shares.sum()


def draw(probabilities, u):
    p = np.asarray(probabilities, dtype=np.float64)
    if p.ndim != 1 or np.isnan(p).any() or (p < 0).any() or not np.isclose(p.sum(), 1, rtol=0, atol=1e-6) or not 0 <= u < 1:
        raise ValueError("probabilities or u")
    edges = np.cumsum(p)
    return int(np.searchsorted(edges, u * edges[-1], side="right"))
