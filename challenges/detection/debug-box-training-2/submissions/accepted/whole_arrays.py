import numpy as np


def targets(boxes, kinds, side, stride):
    boxes = np.reshape(boxes, (-1, 4)).astype(float)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    columns, rows = np.floor(centres / stride).astype(int).T
    found = -np.ones(side * side, dtype=int)
    flat = np.zeros((side * side, 4))
    middle = (np.column_stack([columns, rows]) + 0.5) * stride
    for place, kind, row in zip(
        rows * side + columns, kinds, np.hstack([middle - boxes[:, :2], boxes[:, 2:] - middle]) / stride
    ):
        found[place], flat[place] = kind, row
    return found.reshape(side, side), flat.reshape(side, side, 4)


def flip(image, boxes):
    turned = np.array(boxes, dtype=float)
    turned[:, [0, 2]] = image.shape[1] - turned[:, [2, 0]]
    return np.flip(image, axis=1), turned


def class_loss(logits, kinds):
    classes = logits.shape[-1]
    wanted = np.vstack([np.eye(classes), np.zeros(classes)])[kinds]
    sign = 1 - 2 * wanted
    count = max(np.count_nonzero(kinds != -1), 1)
    loss = np.logaddexp(0, sign * logits).sum()
    return float(loss / count), (np.exp(-np.logaddexp(0, -logits)) - wanted) / count


def box_loss(predicted, distances, kinds):
    occupied = np.nonzero(kinds >= 0)
    if len(occupied[0]) == 0:
        return 0.0
    return float(4 * np.mean(np.abs(predicted[occupied] - distances[occupied])))


def train_only(gradients, frozen):
    return {n: g if not n.startswith(frozen) else np.zeros(g.shape) for n, g in gradients.items()}


def decayed(weights, rate, decay):
    return {n: w * (1 - rate * decay * (w.ndim >= 2)) for n, w in weights.items()}


def averaged(kept, weights, keep):
    return {n: np.average([kept[n], weights[n]], axis=0, weights=[keep, 1 - keep]) for n in weights}


def update(weights, kept, gradients, *, rate, decay, keep, frozen):
    smaller, slopes = decayed(weights, rate, decay), train_only(gradients, frozen)
    moved = {n: w if n.startswith(frozen) else smaller[n] - rate * slopes[n] for n, w in weights.items()}
    return moved, averaged(kept, moved, keep)


def _table(a, b):
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(-1)
    return shared / ((a[:, 2:] - a[:, :2]).prod(1)[:, None] + (b[:, 2:] - b[:, :2]).prod(1)[None] - shared)


def precision_recall(found, truth, least):
    found, truth = np.reshape(found, (-1, 4)).astype(float), np.reshape(truth, (-1, 4)).astype(float)
    shared, hits = _table(found, truth), 0
    for row in range(len(found)):
        if len(truth) and shared[row].max() >= least:
            shared[:, shared[row].argmax()] = -1.0
            hits += 1
    return hits / max(len(found), 1), hits / max(len(truth), 1)
