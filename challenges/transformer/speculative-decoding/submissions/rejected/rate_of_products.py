import numpy as np


def verify(draft, q, p, u):
    draft, u = np.asarray(draft), np.array(u, dtype=float)
    q, p = (np.array(one, dtype=float) for one in (q, p))
    _check(draft, q, p, u)
    for place, token in enumerate(draft):
        if u[place] * q[place, token] >= p[place, token]:
            left = np.maximum(p[place] - q[place], 0)
            return [*draft[:place].tolist(), _draw(left, u[-1])]
    return [*draft.tolist(), _draw(p[-1], u[-1])]


def acceptance_rate(q, p):
    q, p = (np.array(one, dtype=float) for one in (q, p))
    if q.ndim != 1 or len(q) == 0 or q.shape != p.shape or not (_are_shares(q) and _are_shares(p)):
        raise ValueError("q and p must be shares of the same tokens")
    return float((p * q).sum())


def _draw(shares, u):
    reached = shares.cumsum()
    return int((reached <= u * reached[-1]).sum())


def _check(draft, q, p, u):
    if q.ndim != 2 or q.size == 0 or p.shape != (len(q) + 1, q.shape[1]):
        raise ValueError("p must have a row more than q")
    if draft.shape != q.shape[:1] or draft.dtype.kind not in "iu" or u.shape != p.shape[:1]:
        raise ValueError("draft and u do not fit")
    if draft.min() < 0 or draft.max() >= q.shape[1] or not ((u >= 0) & (u < 1)).all():
        raise ValueError("a token or a u is outside its range")
    if not (_are_shares(q) and _are_shares(p)) or not (q[np.arange(len(q)), draft] > 0).all():
        raise ValueError("shares must add up to 1, and drafted tokens have some")


def _are_shares(shares):
    return (shares >= 0).all() and (abs(shares.sum(axis=-1) - 1) <= 1e-6).all()
