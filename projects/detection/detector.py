"""The running detector: a frame in, boxes out. It needs numpy, OpenCV and onnxruntime, no torch and no ultralytics."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from projects.detection.boxes import Detections, Floats, Grid, suppress
from projects.detection.errors import DetectionError
from projects.detection.frame import letterbox
from projects.detection.kinds import Kind
from projects.detection.photos import Image

WEIGHTS = Path(__file__).parent / "weights"
STRIDES = (8, 16)

Engine = Callable[[Image], Floats]
"""From a frame at the network's size to what its head says: (4 x bins + kinds) by cells."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What counts as found."""

    confidence: float = 0.25
    overlap: float = 0.6
    """Of two boxes of a kind that overlap more than this, one goes."""

    most: int = 100


FOR_SCORING = Settings(confidence=0.001, overlap=0.6, most=300)
"""Average precision wants every detection, however unsure."""


class Detector:
    """One engine with its preparation and its reading. Not for several threads at once."""

    def __init__(self, engine: Engine, height: int, width: int, settings: Settings | None = None) -> None:
        self._engine = engine
        self._height, self._width = height, width
        self._settings = settings or Settings()
        self._logit = float(np.log(self._settings.confidence / (1 - self._settings.confidence)))
        self._grid: Grid | None = None

    def detect(self, image: Image) -> Detections:
        fitted, fit = letterbox(image, self._height, self._width)
        found = self._read(self._engine(fitted))
        boxes = fit.back(found.boxes, image.shape[0], image.shape[1])
        return Detections(boxes=boxes, confidences=found.confidences, kinds=found.kinds)

    def _read(self, told: Floats) -> Detections:
        """Only cells that are sure of something are decoded: a handful of several hundred."""
        scores = told[-len(Kind) :]
        best = scores.max(axis=0)
        cells = np.flatnonzero(best > self._logit)
        cells = cells[np.argsort(-best[cells], kind="stable")]
        kinds = scores[:, cells].argmax(axis=0)
        if self._grid is None:
            bins = (len(told) - len(Kind)) // 4
            self._grid = Grid.of(self._height, self._width, STRIDES, bins)
        boxes = self._grid.boxes(told[: -len(Kind), cells].T, cells)
        keep = suppress(boxes, kinds, overlap=self._settings.overlap, most=self._settings.most)
        cells = cells[keep]
        confidences = (1 / (1 + np.exp(-best[cells]))).astype(np.float32)
        return Detections(boxes=boxes[keep].astype(np.float32), confidences=confidences, kinds=kinds[keep])


def onnx_engine(path: Path, threads: int = 1) -> tuple[Engine, int, int]:
    """The engine, and the height and width that it wants.

    Raises:
        DetectionError: onnxruntime is not installed, or the file is not a model.
    """
    try:
        import onnxruntime as ort
    except ImportError as error:
        raise DetectionError("the detector needs onnxruntime: pip install onnxruntime") from error
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    try:
        session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # onnxruntime's own errors have no base class but Exception.
        raise DetectionError(f"cannot read the model {path}; export it anew, or install prep anew") from error
    entry = session.get_inputs()[0]
    height, width = entry.shape[1:3]
    outputs = [session.get_outputs()[0].name]

    def run(fitted: Image) -> Floats:
        told: Floats = session.run(outputs, {entry.name: fitted[None]})[0][0]
        return told

    return run, int(height), int(width)


def load_detector(path: Path, *, threads: int = 1, settings: Settings | None = None) -> Detector:
    engine, height, width = onnx_engine(path, threads)
    return Detector(engine, height, width, settings)
