import bisect

import numpy as np


def check(probabilities, labels=None):
    probabilities = np.asarray(probabilities, dtype=np.float64)
    if probabilities.ndim != 1:
        raise ValueError("dimensions")
    for p in probabilities:
        if not 0 <= p <= 1:
            raise ValueError("probability")
    if labels is not None:
        labels = np.asarray(labels, dtype=np.float64)
        if labels.ndim != 1 or len(labels) != len(probabilities) or len(labels) == 0:
            raise ValueError("lengths")
        if set(labels.tolist()) - {0.0, 1.0}:
            raise ValueError("labels")
        return probabilities.tolist(), labels.tolist()
    return probabilities.tolist()


def calibration_error(probabilities, labels, bins=10):
    probabilities, labels = check(probabilities, labels)
    if bins < 1:
        raise ValueError("bins")
    borders = [i / bins for i in range(bins)]
    held = {}
    for p, y in zip(probabilities, labels):
        held.setdefault(bisect.bisect_right(borders, p) - 1, []).append((p, y))
    total = 0.0
    for rows in held.values():
        confidence = sum(p for p, _ in rows) / len(rows)
        accuracy = sum(y for _, y in rows) / len(rows)
        total += len(rows) / len(labels) * abs(confidence - accuracy)
    return total


class Isotonic:
    xs = None

    def fit(self, probabilities, labels):
        probabilities, labels = check(probabilities, labels)
        groups = {}
        for p, y in zip(probabilities, labels):
            groups.setdefault(p, []).append(y)
        xs = sorted(groups)
        blocks = []
        for x in xs:
            blocks.append([sum(groups[x]) / len(groups[x]), len(groups[x]), 1])
            while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
                value, weight, count = blocks.pop()
                before = blocks[-1]
                before[0] = (before[0] * before[1] + value * weight) / (before[1] + weight)
                before[1] += weight
                before[2] += count
        self.xs, self.ys = xs, [value for value, _, count in blocks for _ in range(count)]

    def predict(self, probabilities):
        if self.xs is None:
            raise ValueError("not fitted")
        found = []
        for p in check(probabilities):
            i = bisect.bisect_left(self.xs, p)
            if i == len(self.xs):
                found.append(self.ys[-1])
            elif i == 0 or self.xs[i] == p:
                found.append(self.ys[i])
            else:
                share = (p - self.xs[i - 1]) / (self.xs[i] - self.xs[i - 1])
                found.append((1 - share) * self.ys[i - 1] + share * self.ys[i])
        return np.array(found, dtype=float)
