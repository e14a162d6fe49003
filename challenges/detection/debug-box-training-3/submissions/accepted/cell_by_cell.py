import math

import numpy as np


def targets(boxes, kinds, side, stride):
    found, distances = np.zeros((side, side), dtype=int) - 1, np.zeros((side, side, 4))
    for box, kind in zip(np.asarray(boxes, dtype=float).tolist(), list(kinds)):
        i = math.floor((box[1] + box[3]) / (2 * stride))
        j = math.floor((box[0] + box[2]) / (2 * stride))
        found[i][j] = kind
        centre = (stride * j + stride / 2, stride * i + stride / 2)
        for side_number in range(4):
            way = -1 if side_number < 2 else 1
            distances[i, j, side_number] = way * (box[side_number] - centre[side_number % 2]) / stride
    return found, distances


def flip(image, boxes):
    return np.fliplr(image), np.array(
        [[image.shape[1] - r, t, image.shape[1] - l, b] for l, t, r, b in boxes], dtype=float
    ).reshape(-1, 4)


def class_loss(logits, kinds):
    occupied = int((kinds > -1).sum()) or 1
    loss, gradient = 0.0, np.empty_like(logits)
    for place in np.ndindex(*logits.shape):
        z, t = logits[place], 1.0 if kinds[place[:-1]] == place[-1] else 0.0
        e = math.exp(-abs(z))
        p = 1 / (1 + e) if z >= 0 else e / (1 + e)
        loss += max(z, 0.0) - z * t + math.log1p(e)
        gradient[place] = (p - t) / occupied
    return loss / occupied, gradient


def box_loss(predicted, distances, kinds):
    places = [place for place in np.ndindex(*kinds.shape) if kinds[place] >= 0]
    off = sum(abs(predicted[place][k] - distances[place][k]) for place in places for k in range(4))
    return float(off) / (len(places) or 1)


def train_only(gradients, frozen):
    found = {}
    for name in gradients:
        found[name] = gradients[name] * (0.0 if name[: len(frozen)] == frozen else 1.0)
    return found


def decayed(weights, rate, decay):
    found = dict(weights)
    for name, value in weights.items():
        if len(value.shape) >= 2:
            found[name] = value - rate * decay * value
    return found


def averaged(kept, weights, keep):
    return {name: weights[name] + keep * (kept[name] - weights[name]) for name in weights}


def update(weights, kept, gradients, *, rate, decay, keep, frozen):
    moved = {}
    for name, value in weights.items():
        if name.startswith(frozen):
            moved[name] = value
        else:
            moved[name] = decayed({name: value}, rate, decay)[name] - rate * gradients[name]
    return moved, averaged(kept, moved, keep)


def precision_recall(found, truth, least):
    taken = [False] * len(truth)
    for a in found:
        best, place = -1.0, None
        for k, b in enumerate(truth):
            if taken[k]:
                continue
            w = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
            h = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
            union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h
            if w * h / union > best:
                best, place = w * h / union, k
        if place is not None and best >= least:
            taken[place] = True
    return sum(taken) / (len(found) or 1), sum(taken) / (len(truth) or 1)
