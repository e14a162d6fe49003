import math

import numpy as np


def distribution(logits, temperature=1.0, top_k=None, top_p=1.0):
    logits = np.asarray(logits)
    if logits.ndim != 1 or logits.size == 0:
        raise ValueError("logits")
    values = [float(value) for value in logits]
    top = max(values)
    if any(math.isnan(value) for value in values) or math.isinf(top):
        raise ValueError("logits")
    if temperature < 0 or (top_k is not None and top_k <= 0) or top_p <= 0 or top_p > 1:
        raise ValueError("settings")
    tokens = sorted(range(len(values)), key=lambda token: (-values[token], token))
    if temperature == 0:
        return np.array([1.0 if token == tokens[0] else 0.0 for token in range(len(values))])
    tokens = tokens[: len(values) if top_k is None else int(top_k)]
    powers = {token: math.exp((values[token] - top) / temperature) for token in tokens}
    total = math.fsum(powers.values())
    kept, reached = [], 0.0
    for token in tokens:
        if top_p < 1 and reached >= top_p - 1e-12:
            break
        kept.append(token)
        reached += powers[token] / total
    rest = math.fsum(powers[token] for token in kept)
    result = np.zeros(len(values))
    for token in kept:
        result[token] = powers[token] / rest
    return result


def draw(probabilities, u):
    shares = np.asarray(probabilities)
    if shares.ndim != 1 or not 0 <= u < 1:
        raise ValueError("probabilities or u")
    shares = [float(share) for share in shares]
    if any(not share >= 0 for share in shares) or abs(sum(shares) - 1) > 1e-6:
        raise ValueError("probabilities")
    total, reached = sum(shares), 0.0
    for token, share in enumerate(shares):
        reached += share
        if reached > u * total:
            return token
    raise AssertionError
