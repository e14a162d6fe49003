"""Finds the cells that score first, and decodes the boxes of those alone, one by one."""
import math
import numpy as np


def decode(levels, strides, bins=16, score_threshold=0.25):
    if not len(levels) or len(levels) != len(strides):
        raise ValueError("levels and strides do not fit together")
    for level in levels:
        if np.ndim(level) != 3 or np.shape(level)[0] < 4 * bins + 1 or np.shape(level)[0] != np.shape(levels[0])[0]:
            raise ValueError("a level has the wrong shape")
    boxes, scores, classes = [], [], []
    for level, s in zip(levels, strides):
        level = np.asarray(level, dtype=np.float32)
        for i in range(level.shape[1]):
            for j in range(level.shape[2]):
                logits = level[4 * bins :, i, j].tolist()
                best = max(logits)
                score = 1 / (1 + math.exp(-best)) if best > -700 else 0.0
                if score < score_threshold:
                    continue
                sides = []
                for k in range(4):
                    z = level[k * bins : (k + 1) * bins, i, j].astype(float)
                    p = np.exp(z - z.max())
                    sides.append(float((p * np.arange(bins)).sum() / p.sum()) * s)
                x, y = (j + 0.5) * s, (i + 0.5) * s
                boxes.append([x - sides[0], y - sides[1], x + sides[2], y + sides[3]])
                scores.append(score)
                classes.append(logits.index(best))
    return np.array(boxes, dtype=float).reshape(-1, 4), np.array(scores, dtype=float), np.array(classes, dtype=int)
