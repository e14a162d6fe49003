"""Letterbox, run, decode what scores, suppress, and back to the frame."""

from functools import cache

import numpy as np
import onnxruntime

HEIGHT, WIDTH = 144, 192
BINS = 8
LEAST_LOGIT = np.log(0.01 / 0.99)
OVERLAP = 0.6
MOST = 100

_sessions = []


def load(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    _sessions[:] = [session]


def detect(frame):
    height, width = frame.shape[:2]
    scale, top, left, rows, columns = _fit(height, width)
    canvas = np.full((1, HEIGHT, WIDTH, 3), 114, dtype=np.uint8)
    resized = _blend(_blend(frame.astype(np.float32), *rows, axis=0), *columns, axis=1)
    canvas[0, top : top + resized.shape[0], left : left + resized.shape[1]] = resized + 0.5
    cells = _sessions[0].run(None, {"frame": canvas})[0][0]
    boxes, scores, classes = _decode(cells)
    kept = _suppress(boxes, classes)
    boxes = np.clip((boxes[kept] - [left, top] * 2) / scale, 0, [width, height] * 2)
    return np.column_stack([boxes, scores[kept], classes[kept]])


@cache
def _fit(height, width):
    """The scale, the border above and to the left, and for rows and columns which two to blend, and how."""
    scale = min(HEIGHT / height, WIDTH / width)
    new_height, new_width = (max(1, round(side * scale)) for side in (height, width))
    top, left = (HEIGHT - new_height) // 2, (WIDTH - new_width) // 2
    return scale, top, left, _neighbours(height, new_height), _neighbours(width, new_width)


def _neighbours(length, new_length):
    place = np.clip((np.arange(new_length) + 0.5) * length / new_length - 0.5, 0, length - 1)
    low = place.astype(int)
    return low, np.minimum(low + 1, length - 1), (place - low).astype(np.float32)


def _blend(image, low, high, share, axis):
    share = share.reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
    first = image.take(low, axis)
    return first + (image.take(high, axis) - first) * share


@cache
def _grid():
    """Centres, shape (540, 2), and strides, shape (540, 1), of all cells."""
    centres, strides = [], []
    for stride in (8, 16):
        y, x = np.indices((HEIGHT // stride, WIDTH // stride))
        centres.append((np.stack([x.ravel(), y.ravel()], axis=1) + 0.5) * stride)
        strides.append(np.full((x.size, 1), stride))
    return np.concatenate(centres), np.concatenate(strides)


def _decode(cells):
    """Boxes, scores and classes of the cells that score high enough, the best first."""
    logits = cells[4 * BINS :]
    best = logits.max(axis=0)
    chosen = np.flatnonzero(best > LEAST_LOGIT)
    chosen = chosen[np.argsort(-best[chosen], stable=True)]
    sides = cells[: 4 * BINS, chosen].T.reshape(-1, 4, BINS)
    weights = np.exp(sides - sides.max(axis=2, keepdims=True))
    centres, strides = (part[chosen] for part in _grid())
    reach = (weights @ np.arange(BINS)) / weights.sum(axis=2) * strides
    boxes = np.hstack([centres - reach[:, :2], centres + reach[:, 2:]])
    return boxes, 1 / (1 + np.exp(-best[chosen])), logits[:, chosen].argmax(axis=0)


def _suppress(boxes, classes):
    """Positions of the boxes that are kept; they come best first."""
    area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    left = np.arange(len(boxes))
    kept = []
    while left.size and len(kept) < MOST:
        best, left = left[0], left[1:]
        kept.append(best)
        sides = np.minimum(boxes[left, 2:], boxes[best, 2:]) - np.maximum(boxes[left, :2], boxes[best, :2])
        shared = np.maximum(sides, 0).prod(axis=1)
        hit = shared > OVERLAP * (area[left] + area[best] - shared)
        left = left[~(hit & (classes[left] == classes[best]))]
    return np.array(kept, dtype=int)
