import numpy as np


def skip_gram_pairs(words, window):
    if window < 1:
        raise ValueError("window")
    centres, contexts = [], []
    for i in range(len(words)):
        for j in range(max(0, i - window), min(len(words), i + window + 1)):
            if j != i:
                centres.append(words[i])
                contexts.append(words[j])
    return np.array(centres, dtype=int), np.array(contexts, dtype=int)


def noise_shares(counts, power=0.75):
    counts = np.array(counts, dtype=float)
    if counts.min() < 0 or counts.sum() == 0:
        raise ValueError("counts")
    weights = np.where(counts > 0, counts**power, 0)
    return weights / weights.sum()


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def skip_gram_step(inputs, outputs, centres, contexts, negatives, rate):
    inputs, outputs = np.array(inputs, dtype=float), np.array(outputs, dtype=float)
    centres, contexts, negatives = np.array(centres), np.array(contexts), np.array(negatives)
    b = len(centres)
    if inputs.shape != outputs.shape or b == 0 or len(contexts) != b or len(negatives) != b:
        raise ValueError("shapes")
    for numbers in (centres, contexts, negatives):
        if numbers.size and (numbers.min() < 0 or numbers.max() >= len(inputs)):
            raise ValueError("words")
    centres, contexts, negatives = centres.astype(int), contexts.astype(int), negatives.astype(int)
    v, u, n = outputs[centres], inputs[contexts], inputs[negatives]
    near = (u * v).sum(axis=1)
    far = (n * v[:, None]).sum(axis=2)
    loss = (np.logaddexp(0, -near) + np.logaddexp(0, far).sum(axis=1)).mean()
    pull = (sigmoid(near) - 1)[:, None]
    push = sigmoid(far)[:, :, None]
    by_v = (pull * u + (push * n).sum(axis=1)) / b
    by_u = pull * v / b
    by_n = push * v[:, None] / b
    np.add.at(inputs, centres, -rate * by_v)
    np.add.at(outputs, contexts, -rate * by_u)
    np.add.at(outputs, negatives, -rate * by_n)
    return float(loss), inputs, outputs
