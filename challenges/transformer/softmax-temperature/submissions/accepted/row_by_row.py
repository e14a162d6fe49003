import math

import numpy as np


def soften(logits, temperature):
    if not (temperature > 0 or temperature == 0):
        raise ValueError("temperature")
    rows = []
    for row in np.asarray(logits).tolist():
        top = max(row)
        shares = [float(z == top) for z in row]
        if temperature:
            shares = [math.exp(max((z - top) / temperature, -1e4)) if z < top else 1.0 for z in row]
        rows.append([share / sum(shares) for share in shares])
    return np.array(rows)
