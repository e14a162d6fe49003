import numpy as np


def word_mask(lengths, width):
    rows = []
    for length in lengths:
        if not 0 <= length <= width:
            raise ValueError(length)
        rows.append([True] * int(length) + [False] * int(width - length))
    return np.array(rows, dtype=bool)


def masked_mean(states, lengths):
    states = np.array(states, dtype=float)
    word_mask(lengths, states.shape[1])
    return np.stack([s[:n].sum(0) / max(n, 1) for s, n in zip(states, lengths)])
