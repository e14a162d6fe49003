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
    _sessions[:] = [onnxruntime.InferenceSession(model, options)]


def detect(frame):
    height, width = frame.shape[:2]
    scale, top, left, rows, columns = _fit(height, width)
    canvas = np.full((1, HEIGHT, WIDTH, 3), 114, dtype=np.uint8)
    canvas[0, top : top + len(rows), left : left + len(columns)] = frame[rows[:, None], columns]
    boxes, scores, classes = _decode(_sessions[0].run(None, {"frame": canvas})[0][0])
    kept = _suppress(boxes, classes)
    boxes = np.clip((boxes[kept] - [left, top] * 2) / scale, 0, [width, height] * 2)
    return np.column_stack([boxes, scores[kept], classes[kept]])


@cache
def _fit(height, width):
    """The scale, the border above and to the left, and the row and column of the frame for each of the canvas."""
    scale = min(HEIGHT / height, WIDTH / width)
    rows, columns = _nearest(height, round(height * scale)), _nearest(width, round(width * scale))
    return scale, (HEIGHT - len(rows)) // 2, (WIDTH - len(columns)) // 2, rows, columns


def _nearest(length, new_length):
    return ((np.arange(new_length) + 0.5) * length / new_length).astype(int)


@cache
def _grid():
    """Centres, shape (540, 2), and strides, shape (540, 1), of all cells."""
    centres, strides = [], []
    for stride in (8, 16):
        y, x = np.indices((HEIGHT // stride, WIDTH // stride))
        centres.append((np.column_stack([x.ravel(), y.ravel()]) + 0.5) * stride)
        strides.append(np.full((x.size, 1), stride))
    return np.concatenate(centres), np.concatenate(strides)


def _decode(cells):
    """Boxes, scores and classes of the cells that score high enough, the best first."""
    logits = cells[4 * BINS :]
    best = logits.max(axis=0)
    chosen = np.argsort(-best)[: (best > LEAST_LOGIT).sum()]
    weights = np.exp(cells[: 4 * BINS, chosen].T.reshape(-1, 4, BINS))
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
