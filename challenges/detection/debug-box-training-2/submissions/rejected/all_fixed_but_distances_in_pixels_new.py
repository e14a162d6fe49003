"""What the training of an anchor-free detector consists of, apart from its network."""

import numpy as np


def targets(boxes, kinds, side, stride):
    """What each cell should say: a kind, and the distances to the four sides."""
    found = np.full((side, side), -1)
    distances = np.zeros((side, side, 4))
    for (left, top, right, bottom), kind in zip(boxes, kinds, strict=True):
        column = int((left + right) / 2 // stride)
        row = int((top + bottom) / 2 // stride)
        x, y = (column + 0.5) * stride, (row + 0.5) * stride
        found[row, column] = kind
        distances[row, column] = np.array([x - left, y - top, right - x, bottom - y])
    return found, distances


def flip(image, boxes):
    """The frame in a mirror, left for right."""
    width = image.shape[1]
    mirrored = boxes.copy()
    mirrored[:, 0] = width - boxes[:, 2]
    mirrored[:, 2] = width - boxes[:, 0]
    return image[:, ::-1], mirrored


def class_loss(logits, kinds):
    """Cross-entropy of every cell and kind, and its gradient by the logits."""
    wanted = (kinds[..., None] == np.arange(logits.shape[-1])).astype(float)
    count = max(1, np.sum(kinds >= 0))
    p = 1.0 / (1.0 + np.exp(-logits))
    losses = np.logaddexp(0.0, logits) - wanted * logits
    return float(losses.sum() / count), (p - wanted) / count


def box_loss(predicted, distances, kinds):
    """How far the four sides are off, in cells."""
    off = np.abs(predicted - distances).sum(axis=-1)
    occupied = kinds >= 0
    return float(off[occupied].sum() / max(1, occupied.sum()))


def train_only(gradients, frozen):
    """The gradients, with 0 for what is frozen."""
    return {
        name: np.zeros_like(gradient) if name.startswith(frozen) else gradient for name, gradient in gradients.items()
    }


def decayed(weights, rate, decay):
    """Weights after the decay of one step."""
    return {name: value * (1.0 - rate * decay) if value.ndim > 1 else value for name, value in weights.items()}


def averaged(kept, weights, keep):
    """The running average of the weights, which is what is deployed."""
    return {name: keep * kept[name] + (1.0 - keep) * weights[name] for name in weights}


def update(weights, kept, gradients, *, rate, decay, keep, frozen):
    """Weights and their average after one step; what is frozen is not decayed either."""
    moved = decayed(weights, rate, decay)
    gradients = train_only(gradients, frozen)
    moved = {
        name: weights[name] if name.startswith(frozen) else moved[name] - rate * gradients[name] for name in weights
    }
    return moved, averaged(kept, moved, keep)


def overlap(one, other):
    """Intersection over union of two boxes."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(width, 0.0) * max(height, 0.0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / (sum(areas) - shared)


def precision_recall(found, truth, least):
    """Of detections, the surest first, against the boxes that are there."""
    free = list(range(len(truth)))
    hits = 0
    for box in found:
        values = [overlap(box, truth[k]) for k in free]
        if values and max(values) >= least:
            free.pop(int(np.argmax(values)))
            hits += 1
    return hits / max(1, len(found)), hits / max(1, len(truth))
