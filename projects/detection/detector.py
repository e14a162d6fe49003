"""The running detector: a frame in, boxes out. It needs numpy, OpenCV and onnxruntime, no torch and no ultralytics."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from projects.detection.boxes import Detections, Floats, Grid, suppress
from projects.detection.errors import DetectionError
from projects.detection.frame import letterbox
from projects.detection.jpeg import Unpacked, unpack
from projects.detection.kinds import Kind
from projects.detection.operating import read_point
from projects.detection.photos import Image

WEIGHTS = Path(__file__).parent / "weights"
STRIDES = (8, 16), (8, 16, 32)
"""Of our own network, and of the framework's usual ones."""

Engine = Callable[[Image], Floats]
"""From a frame at the network's size to what its head says: (4 x bins + kinds) by cells."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What counts as found."""

    confidences: tuple[float, ...] = (0.5,) * len(Kind)
    """How sure a cell must be, kind by kind."""

    overlap: float = 0.6
    """Of two boxes of a kind that overlap more than this, one goes."""

    most: int = 100


FOR_SCORING = Settings(confidences=(0.001,) * len(Kind), overlap=0.6, most=300)
"""Average precision wants every detection, however unsure."""


class Detector:
    """One engine with its preparation and its reading. Not for several threads at once."""

    def __init__(self, engine: Engine, height: int, width: int, settings: Settings | None = None) -> None:
        self._engine = engine
        self._height, self._width = height, width
        self._settings = settings or Settings()
        sure = np.array(self._settings.confidences, np.float32)
        self._logits = np.log(sure / (1 - sure))
        self._lowest = float(self._logits.min())
        self._grid: Grid | None = None

    @property
    def sees(self) -> tuple[int, int]:
        """Height and width of what the network looks at."""
        return self._height, self._width

    def detect(self, image: Image) -> Detections:
        """In a picture as it is in memory."""
        return self.detect_unpacked(Unpacked(image=image, height=image.shape[0], width=image.shape[1]))

    def detect_packed(self, packed: bytes) -> Detections:
        """In a JPEG or PNG picture, of which no more is unpacked than the network sees; boxes are in pixels of the
        picture as it was sent.

        Raises:
            DetectionError: it is broken, or no picture.
        """
        return self.detect_unpacked(unpack(packed, *self.sees))

    def detect_unpacked(self, picture: Unpacked) -> Detections:
        """In a picture that may be smaller than it was sent; boxes are in pixels of how it was sent."""
        image, height, width = picture.image, picture.height, picture.width
        fitted, fit = letterbox(image, self._height, self._width)
        found = self._read(self._engine(fitted))
        boxes = fit.back(found.boxes, image.shape[0], image.shape[1])
        if (height, width) != image.shape[:2]:
            boxes *= np.array([width / image.shape[1], height / image.shape[0]] * 2, np.float32)
        return Detections(boxes=boxes, confidences=found.confidences, kinds=found.kinds)

    def _make_grid(self, rows: int, cells: int) -> Grid:
        grids = (Grid.of(self._height, self._width, strides, (rows - len(Kind)) // 4) for strides in STRIDES)
        grid = next((one for one in grids if len(one.strides) == cells), None)
        if grid is None:
            raise DetectionError(f"the model has {cells} cells, which fit no known strides; export it anew")
        return grid

    def _read(self, output: Floats) -> Detections:
        """Only cells that are sure of something are decoded: a handful of more than a thousand."""
        scores = output[-len(Kind) :]
        best = scores.max(axis=0)
        cells = np.flatnonzero(best > self._lowest)
        kinds = scores[:, cells].argmax(axis=0)
        sure = best[cells] > self._logits[kinds]
        cells, kinds = cells[sure], kinds[sure]
        order = np.argsort(-best[cells], kind="stable")
        cells, kinds = cells[order], kinds[order]
        if self._grid is None:
            self._grid = self._make_grid(*output.shape)
        boxes = self._grid.boxes(output[: -len(Kind), cells].T, cells)
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
        output: Floats = session.run(outputs, {entry.name: fitted[None]})[0][0]
        return output

    return run, int(height), int(width)


def load_detector(path: Path, *, threads: int = 1, settings: Settings | None = None) -> Detector:
    """Without `settings`, at the operating point that was chosen for these weights.

    Raises:
        DetectionError: onnxruntime is not installed, or a file is not what it should be.
    """
    engine, height, width = onnx_engine(path, threads)
    return Detector(engine, height, width, settings or settings_for(path))


def settings_for(weights: Path) -> Settings:
    """With the thresholds kept beside the weights; where nothing was chosen for these, one half for each kind."""
    chosen = read_point(weights)
    return Settings() if chosen is None else Settings(confidences=chosen)
