"""A class around the session; resizing is a product with two small matrices."""
import math
import numpy as np
import onnxruntime


def resizing_matrix(old, new):
    matrix = np.zeros((new, old), dtype=np.float32)
    for i in range(new):
        place = min(max((i + 0.5) * old / new - 0.5, 0), old - 1)
        low = int(place)
        high = min(low + 1, old - 1)
        matrix[i, low] += 1 - (place - low)
        matrix[i, high] += place - low
    return matrix


class Detector:
    def __init__(self, model):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.matrices = {}

    def prepared(self, frame):
        h, w = frame.shape[:2]
        if (h, w) not in self.matrices:
            scale = min(144 / h, 192 / w)
            nh, nw = max(1, round(h * scale)), max(1, round(w * scale))
            self.matrices[h, w] = scale, resizing_matrix(h, nh), resizing_matrix(w, nw)
        scale, rows, columns = self.matrices[h, w]
        image = (rows @ frame.reshape(h, -1).astype(np.float32)).reshape(len(rows), w, 3)
        image = np.einsum("jw,iwc->ijc", columns, image, optimize=True)
        canvas = np.full((144, 192, 3), 114, dtype=np.uint8)
        top, left = (144 - len(rows)) // 2, (192 - len(columns)) // 2
        canvas[top : top + len(rows), left : left + len(columns)] = np.rint(image)
        return canvas, scale, top, left

    def __call__(self, frame):
        canvas, scale, top, left = self.prepared(frame)
        cells = self.session.run(None, {"frame": canvas[None]})[0][0]
        rows = []
        best = cells[32:].max(axis=0)
        for k in np.flatnonzero(best > -4.59).tolist():
            stride, columns, n = (8, 24, k) if k < 432 else (16, 12, k - 432)
            x, y = (n % columns + 0.5) * stride, (n // columns + 0.5) * stride
            p = np.exp(cells[:32, k].reshape(4, 8).astype(float))
            l, t, r, b = (p @ np.arange(8) / p.sum(axis=1) * stride).tolist()
            rows.append([x - l, y - t, x + r, y + b, 1 / (1 + math.exp(-best[k])), int(cells[32:, k].argmax())])
        rows.sort(key=lambda row: -row[4])
        kept = []
        for row in rows:
            if all(row[5] != other[5] or iou(row, other) <= 0.6 for other in kept):
                kept.append(row)
        found = np.array(kept[:100], dtype=float).reshape(-1, 6)
        h, w = frame.shape[:2]
        found[:, :4] = np.clip((found[:, :4] - [left, top, left, top]) / scale, 0, [w, h, w, h])
        return found


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def load(model):
    global detector
    detector = Detector(model)


def detect(frame):
    return detector(frame)
