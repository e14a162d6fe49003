import numpy as np
import onnxruntime as ort


class Detector:
    def __init__(self, content):
        settings = ort.SessionOptions()
        settings.intra_op_num_threads = 1
        self.session = ort.InferenceSession(content, settings)
        cells = []
        for stride, rows, columns in ((8, 18, 24), (16, 9, 12)):
            for r in range(rows):
                for c in range(columns):
                    cells.append(((c + 0.5) * stride, (r + 0.5) * stride, stride))
        self.cells = np.array(cells)

    def letterbox(self, frame):
        h, w, _ = frame.shape
        factor = min(144 / h, 192 / w)
        nh, nw = int(h * factor + 0.5), int(w * factor + 0.5)
        rows = np.minimum(((np.arange(nh) + 0.5) / factor).astype(int), h - 1)
        columns = np.minimum(((np.arange(nw) + 0.5) / factor).astype(int), w - 1)
        dy, dx = (144 - nh) // 2, (192 - nw) // 2
        out = np.full((144, 192, 3), 114, np.uint8)
        out[dy : dy + nh, dx : dx + nw] = frame[rows[:, None], columns]
        return out, factor, dx, dy

    def read(self, output):
        """Boxes in the network's pixels, scores and classes, best first."""
        raw = output.T.astype(float)
        label = raw[:, 32:].argmax(1)
        score = 1.0 / (1.0 + np.exp(-raw[np.arange(len(raw)), 32 + label]))
        order = np.argsort(-score, kind="stable")
        order = order[score[order] >= 0.01][:100]
        raw, label, score = raw[order], label[order], score[order]
        bins = raw[:, :32].reshape(-1, 4, 8)
        p = np.exp(bins - bins.max(2, keepdims=True))
        p /= p.sum(2, keepdims=True)
        centre_x, centre_y, stride = self.cells[order].T
        reach = (p @ np.arange(8)) * stride[:, None]
        box = np.column_stack([centre_x, centre_y, centre_x, centre_y]) + reach * [-1, -1, 1, 1]
        return box, score, label

    def best(self, box, label):
        keep = []
        for k in range(4):
            mine = np.flatnonzero(label == k)
            b = box[mine]
            side = np.minimum(b[:, None, 2:], b[None, :, 2:]) - np.maximum(b[:, None, :2], b[None, :, :2])
            shared = side.clip(0).prod(2)
            size = (b[:, 2:] - b[:, :2]).prod(1)
            hit = shared > 0.6 * (size[:, None] + size - shared)
            gone = np.zeros(len(mine), bool)
            for i in range(len(mine)):
                if not gone[i]:
                    keep.append(mine[i])
                    gone |= hit[i]
        return sorted(keep)

    def __call__(self, frame):
        image, factor, dx, dy = self.letterbox(frame)
        (output,) = self.session.run(None, {"frame": image[None]})
        box, score, label = self.read(output[0])
        keep = self.best(box, label)
        found = np.zeros((len(keep), 6))
        h, w = frame.shape[:2]
        found[:, [0, 2]] = ((box[keep][:, [0, 2]] - dx) / factor).clip(0, w)
        found[:, [1, 3]] = ((box[keep][:, [1, 3]] - dy) / factor).clip(0, h)
        found[:, 4] = score[keep]
        found[:, 5] = label[keep]
        return found


_current = {}


def load(model):
    _current["detector"] = Detector(model)


def detect(frame):
    return _current["detector"](frame)
