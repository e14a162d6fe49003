"""The ways to run the same weights, each made ready inside a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from projects.detection.boxes import Detections
from projects.detection.detector import FOR_SCORING, Detector, Settings, load_detector
from projects.detection.photos import Image
from projects.detection.train import SIDE
from projects.detection.yolo import Untyped, load_yolo

Find = Callable[[Image, Settings], Detections]
"""The whole frame: from the camera's picture to boxes."""


class Way(StrEnum):
    ULTRALYTICS = "ultralytics predict"
    ONNXRUNTIME = "onnxruntime"
    OPENVINO = "OpenVINO"

    @property
    def installed(self) -> bool:
        return find_spec(_PACKAGES[self]) is not None


_PACKAGES = {Way.ULTRALYTICS: "ultralytics", Way.ONNXRUNTIME: "onnxruntime", Way.OPENVINO: "openvino"}


@dataclass(frozen=True, kw_only=True)
class EngineSpec:
    """What to run, as it is sent to the process that runs it."""

    name: str
    way: Way
    file: Path
    kept: bool
    """Whether the file is one of the project's own weights."""


def make_ready(spec: EngineSpec, threads: int, settings: Path) -> Find:
    """Loads the libraries and the weights; `settings` is for what ultralytics writes down."""
    import cv2

    cv2.setNumThreads(threads)
    if spec.way is Way.ULTRALYTICS:
        return _ultralytics(spec.file, threads, settings)
    pair = {s: _own(spec, threads, s) for s in (Settings(), FOR_SCORING)}
    return lambda image, chosen: pair[chosen].detect(image)


def _own(spec: EngineSpec, threads: int, settings: Settings) -> Detector:
    if spec.way is Way.ONNXRUNTIME:
        return load_detector(spec.file, threads=threads, settings=settings)
    return _openvino(spec.file, threads, settings)


def _openvino(path: Path, threads: int, settings: Settings) -> Detector:
    import importlib

    openvino: Untyped = importlib.import_module("openvino")
    core = openvino.Core()
    hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
    model = core.compile_model(str(path), "CPU", hints)
    height, width = list(model.input(0).shape)[1:3]
    request = model.create_infer_request()

    def run(fitted: Image) -> np.ndarray:
        told: np.ndarray = request.infer([fitted[None]])[model.output(0)][0]
        return told

    return Detector(run, int(height), int(width), settings)


def _ultralytics(path: Path, threads: int, settings: Path) -> Find:
    model = load_yolo(settings)(str(path), task="detect")
    import torch

    torch.set_num_threads(threads)

    def find(image: Image, chosen: Settings) -> Detections:
        result = model.predict(
            image, imgsz=SIDE, conf=chosen.confidence, iou=chosen.overlap, max_det=chosen.most, verbose=False
        )[0]
        boxes = result.boxes
        return Detections(
            boxes=boxes.xyxy.numpy(), confidences=boxes.conf.numpy(), kinds=boxes.cls.numpy().astype(np.int64)
        )

    return find
