import numpy as np


def table(shares, axes):
    shares = np.asarray(shares, dtype=np.float64)
    if shares.ndim != axes or shares.size == 0 or shares.min() < 0 or np.abs(shares.sum(-1) - 1).max() > 1e-6:
        raise ValueError("shares")
    return shares


def verify(draft, q, p, u):
    q, p = table(q, 2), table(p, 2)
    draft, u = np.asarray(draft), np.asarray(u, dtype=np.float64)
    k, v = q.shape
    if p.shape != (k + 1, v) or draft.shape != (k,) or u.shape != (k + 1,):
        raise ValueError("shapes")
    if draft.dtype.kind not in "iu" or (draft < 0).any() or (draft >= v).any() or (u < 0).any() or (u >= 1).any():
        raise ValueError("draft or u")
    places = np.arange(k)
    drafted = q[places, draft]
    if (drafted == 0).any():
        raise ValueError("a token that cannot be drafted")
    stays = np.append(u[:k] * drafted < p[places, draft], False)
    kept = int(np.argmin(stays))
    shares = p[kept] if kept == k else np.clip(p[kept] - q[kept], 0, None)
    edges = np.cumsum(shares)
    return [int(token) for token in draft[:kept]] + [int(np.searchsorted(edges, u[k] * edges[-1], side="right"))]


def acceptance_rate(q, p):
    q, p = table(q, 1), table(p, 1)
    if len(q) != len(p):
        raise ValueError("lengths")
    return 1 - np.abs(q - p).sum() / 2 + (q.sum() + p.sum() - 2) / 2
