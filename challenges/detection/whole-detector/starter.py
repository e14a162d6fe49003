"""The whole detector. See the prompt for the contract."""

import numpy as np
import onnxruntime


def load(model):
    """Make ready for detecting; `model` is the ONNX file's content."""
    raise NotImplementedError


def detect(frame):
    """Rows of x1, y1, x2, y2, score, class, the best first, shape (n, 6)."""
    raise NotImplementedError
