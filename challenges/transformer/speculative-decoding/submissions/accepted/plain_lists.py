import numpy as np


def shares_of(row):
    row = np.asarray(row)
    if row.ndim != 1 or len(row) == 0:
        raise ValueError("a row")
    row = [float(share) for share in row]
    if min(row) < 0 or abs(sum(row) - 1) > 1e-6:
        raise ValueError("shares")
    return row


def pick(shares, u):
    total = 0.0
    for share in shares:
        total += share
    reached = 0.0
    for token, share in enumerate(shares):
        reached += share
        if reached > u * total:
            return token
    raise AssertionError


def verify(draft, q, p, u):
    if np.ndim(q) != 2 or np.ndim(p) != 2 or np.ndim(draft) != 1 or np.ndim(u) != 1:
        raise ValueError("axes")
    draft = np.asarray(draft)
    if not np.issubdtype(draft.dtype, np.integer):
        raise ValueError("tokens")
    q, p, u = [shares_of(row) for row in q], [shares_of(row) for row in p], [float(one) for one in u]
    if not len(draft) == len(q) == len(p) - 1 == len(u) - 1 or {len(row) for row in q} != {len(row) for row in p}:
        raise ValueError("lengths")
    for token, row in zip(draft.tolist(), q):
        if not 0 <= token < len(row) or row[token] == 0:
            raise ValueError("a drafted token")
    if any(not 0 <= one < 1 for one in u):
        raise ValueError("u")
    written = []
    for token, small, large, one in zip(draft.tolist(), q, p, u):
        if not one * small[token] < large[token]:
            return written + [pick([max(b - a, 0.0) for a, b in zip(small, large)], u[-1])]
        written.append(token)
    return written + [pick(p[-1], u[-1])]


def acceptance_rate(q, p):
    q, p = shares_of(q), shares_of(p)
    if len(q) != len(p):
        raise ValueError("lengths")
    return sum(map(min, q, p))
