"""The ways to find labels in a camera's JPEG, each made ready inside a process of its own: ours, and its rivals."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np

from projects.detection.boxes import Detections
from projects.detection.detector import Detector, Engine, Settings, onnx_engine, settings_for
from projects.detection.frame import SEEN
from projects.detection.kinds import Kind
from projects.detection.photos import Image
from projects.detection.train import SIDE
from projects.detection.yolo import Untyped, load_yolo

Find = Callable[[bytes], Detections]
"""The whole way of a frame: from the camera's JPEG to boxes."""


class Way(StrEnum):
    """What is run, and by whom."""

    PREDICT = "the framework's predict"
    EXPORT = "the framework's own ONNX export, a few lines around it"
    CLASSICAL = "OpenCV's barcode, QR and marker detectors"
    ONNXRUNTIME = "onnxruntime"
    OPENVINO = "OpenVINO"

    @property
    def installed(self) -> bool:
        return find_spec(_PACKAGES[self]) is not None


_PACKAGES = {
    Way.PREDICT: "ultralytics",
    Way.EXPORT: "onnxruntime",
    Way.CLASSICAL: "cv2",
    Way.ONNXRUNTIME: "onnxruntime",
    Way.OPENVINO: "openvino",
}


@dataclass(frozen=True, kw_only=True)
class EngineSpec:
    """What to run, as it is sent to the process that runs it."""

    name: str
    way: Way
    file: Path
    kept: bool = False
    """Whether the file is one of the project's own weights."""

    rival: bool = False
    """Whether it is what somebody else would run."""

    reduced: bool = False
    """Whether no more of the JPEG is unpacked than the network sees."""


def make_ready(spec: EngineSpec, threads: int, config: Path) -> Callable[[Settings | None], Find]:
    """Loads the libraries and the weights; what comes back makes the engine ready for given settings, or for the
    operating point of the weights. `config` is for what ultralytics writes down.
    """
    cv2.setNumThreads(threads)
    match spec.way:
        case Way.PREDICT:
            return _predict(spec.file, threads, config)
        case Way.EXPORT:
            return _export(spec.file, threads)
        case Way.CLASSICAL:
            return _classical()
        case Way.ONNXRUNTIME:
            return _own(spec, *onnx_engine(spec.file, threads))
        case Way.OPENVINO:
            return _own(spec, *_openvino(spec.file, threads))


def _own(spec: EngineSpec, engine: Engine, height: int, width: int) -> Callable[[Settings | None], Find]:
    def ready(settings: Settings | None) -> Find:
        detector = Detector(engine, height, width, settings or settings_for(spec.file))
        return detector.detect_packed if spec.reduced else lambda packed: detector.detect(_whole(packed))

    return ready


def _openvino(path: Path, threads: int) -> tuple[Engine, int, int]:
    openvino: Untyped = importlib.import_module("openvino")
    hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
    model = openvino.Core().compile_model(str(path), "CPU", hints)
    height, width = list(model.input(0).shape)[1:3]
    request = model.create_infer_request()

    def run(fitted: Image) -> np.ndarray:
        cells: np.ndarray = request.infer([fitted[None]])[model.output(0)][0]
        return cells

    return run, int(height), int(width)


def _predict(path: Path, threads: int, config: Path) -> Callable[[Settings | None], Find]:
    model = load_yolo(config)(str(path), task="detect")
    torch: Untyped = importlib.import_module("torch")
    torch.set_num_threads(threads)

    def ready(settings: Settings | None) -> Find:
        chosen = settings or settings_for(path)

        def find(packed: bytes) -> Detections:
            settings = {"conf": min(chosen.confidences), "iou": chosen.overlap, "max_det": chosen.most}
            boxes = model.predict(_whole(packed), imgsz=SIDE, verbose=False, **settings)[0].boxes
            found = boxes.xyxy.numpy(), boxes.conf.numpy(), boxes.cls.numpy().astype(np.int64)
            return _surer(*found, chosen)

        return find

    return ready


def _export(path: Path, threads: int) -> Callable[[Settings | None], Find]:
    """As one would write it in a minute: scale, reorder, run, and OpenCV's suppression by kind."""
    ort: Untyped = importlib.import_module("onnxruntime")
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    height, width = SEEN

    def ready(settings: Settings | None) -> Find:
        chosen = settings or settings_for(path)

        def find(packed: bytes) -> Detections:
            image = _whole(packed)
            scale = image.shape[1] / width
            blob = cv2.dnn.blobFromImage(image, 1 / 255, (width, height), swapRB=True)
            rows = session.run(None, {name: blob})[0][0].T
            sure, kinds = rows[:, 4:].max(axis=1), rows[:, 4:].argmax(axis=1)
            some = sure > min(chosen.confidences)
            boxes, sure, kinds = rows[some, :4], sure[some], kinds[some]
            corner = np.concatenate([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, 2:]], axis=1) * scale
            kept = np.asarray(
                cv2.dnn.NMSBoxesBatched(corner, sure, kinds, 0.0, chosen.overlap, top_k=chosen.most), np.int64
            ).reshape(-1)
            corner = corner[kept]
            ends = np.concatenate([corner[:, :2], corner[:, :2] + corner[:, 2:]], axis=1)
            return _surer(ends, sure[kept], kinds[kept], chosen)

        return find

    return ready


def _classical() -> Callable[[Settings | None], Find]:
    """What finds codes without learning: it knows no price tags, and is sure of all that it reads."""
    bars, squares = cv2.barcode.BarcodeDetector(), cv2.QRCodeDetector()
    families = (cv2.aruco.DICT_4X4_50, cv2.aruco.DICT_5X5_50, cv2.aruco.DICT_APRILTAG_36h11)
    markers = [cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(family)) for family in families]

    def find(packed: bytes) -> Detections:
        grey = cv2.cvtColor(_whole(packed), cv2.COLOR_BGR2GRAY)
        shapes: list[tuple[Kind, np.ndarray]] = []
        for kind, seen in ((Kind.BARCODE, bars.detect(grey)), (Kind.QR_CODE, squares.detectMulti(grey))):
            if seen[0]:
                shapes += [(kind, shape.reshape(-1, 2)) for shape in seen[1]]
        for marker in markers:
            shapes += [(Kind.FIDUCIAL, shape.reshape(-1, 2)) for shape in marker.detectMarkers(grey)[0]]
        boxes = [np.concatenate([shape.min(axis=0), shape.max(axis=0)]) for _, shape in shapes]
        return Detections(
            boxes=np.array(boxes, np.float32).reshape(-1, 4),
            confidences=np.ones(len(boxes), np.float32),
            kinds=np.array([kind for kind, _ in shapes], np.int64),
        )

    return lambda _: find


def _whole(packed: bytes) -> Image:
    """All pixels, as everybody unpacks a picture."""
    return np.asarray(cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def _surer(boxes: np.ndarray, confidences: np.ndarray, kinds: np.ndarray, settings: Settings) -> Detections:
    """Those that pass their own kind's threshold, surest first."""
    order = np.argsort(-confidences, kind="stable")
    boxes, confidences, kinds = boxes[order], confidences[order], kinds[order]
    sure = confidences > np.array(settings.confidences)[kinds]
    return Detections(
        boxes=np.asarray(boxes[sure], np.float32),
        confidences=np.asarray(confidences[sure], np.float32),
        kinds=np.asarray(kinds[sure], np.int64),
    )
