import numpy as np


def word_mask(lengths, width):
    column = np.reshape(lengths, (-1, 1))
    if column.min() < 0 or column.max() > width:
        raise ValueError("length")
    return np.greater(column, np.arange(width)[None])


def masked_mean(states, lengths):
    clean = np.array(states, dtype=float)
    mask = word_mask(lengths, clean.shape[1])
    clean[~mask] = 0
    counts = np.asarray(lengths)[:, None].astype(float)
    return np.divide(clean.sum(1), counts, out=np.zeros((clean.shape[0], clean.shape[2])), where=counts > 0)
