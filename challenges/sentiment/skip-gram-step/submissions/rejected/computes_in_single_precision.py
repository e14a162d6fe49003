"""Single precision stays single until the end."""

import numpy as np


def skip_gram_pairs(words, window):
    if window < 1:
        raise ValueError("window must be at least 1")
    words = np.asarray(words)
    places = np.arange(len(words))
    distances = np.abs(places[:, None] - places)
    centres, contexts = np.nonzero((distances > 0) & (distances <= window))
    return words[centres].astype(int), words[contexts].astype(int)


def noise_shares(counts, power=0.75):
    counts = np.asarray(counts)
    if (counts < 0).any() or not counts.any():
        raise ValueError("counts must not be negative, nor all be 0")
    weights = np.where(counts > 0, counts**power, 0.0)
    return weights / weights.sum()


def skip_gram_step(inputs, outputs, centres, contexts, negatives, rate):
    inputs, outputs = np.array(inputs), np.array(outputs)
    centres, contexts, negatives = (np.asarray(words, dtype=int) for words in (centres, contexts, negatives))
    pairs = len(centres)
    if inputs.shape != outputs.shape or pairs == 0 or contexts.shape != (pairs,) or len(negatives) != pairs:
        raise ValueError("the shapes do not fit together")
    drawn = np.column_stack([contexts, negatives])
    if min(drawn.min(), centres.min()) < 0 or max(drawn.max(), centres.max()) >= len(inputs):
        raise ValueError("there is no such word")
    signs = np.append(1.0, np.full(negatives.shape[1], -1.0))
    products = signs * np.einsum("pkd,pd->pk", outputs[drawn], inputs[centres])
    loss = np.logaddexp(0, -products).sum() / pairs
    slopes = -signs * np.exp(-np.logaddexp(0, products)) / pairs
    by_input = np.einsum("pk,pkd->pd", slopes, outputs[drawn])
    by_output = slopes[:, :, None] * inputs[centres][:, None]
    np.add.at(inputs, centres, -rate * by_input)
    np.add.at(outputs, drawn, -rate * by_output)
    return float(loss), inputs.astype(float), outputs.astype(float)
