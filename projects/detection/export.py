"""From trained weights to what is deployed: ONNX in float, and in whole numbers after looking at training frames."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from projects.detection.errors import DetectionError
from projects.detection.fold import fold_first_convolution
from projects.detection.frame import SEEN, letterbox
from projects.detection.photos import Image
from projects.detection.yolo import Untyped, load_yolo

CALIBRATION = 128
"""Frames to look at for the range of every value."""


def export_float(weights: Path, path: Path, settings: Path, *, batch: int = 1) -> None:
    """Writes the trained weights as ONNX with the head's raw output."""
    from projects.detection.network import export

    model = load_yolo(settings)(str(weights))
    stride = int(max(model.model.stride))
    # Other networks of the framework may need a little more than our frames have, which is filled with grey.
    height, width = (-(-side // stride) * stride for side in SEEN)
    export(model, height, width, path, batch=batch)


def export_as_the_framework(weights: Path, path: Path, settings: Path) -> None:
    """Writes the ONNX that ultralytics makes by itself, for comparison."""
    path.parent.mkdir(parents=True, exist_ok=True)
    copy = path.with_suffix(".pt")  # it writes beside the weights that it reads
    shutil.copy(weights, copy)
    with redirect_stdout(StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses torch's older exporter, too
        load_yolo(settings)(str(copy)).export(format="onnx", imgsz=SEEN, simplify=False, verbose=False)


def export_whole_numbers(source: Path, path: Path, frames: Sequence[Image], *, batch: int = 1) -> None:
    """Static quantisation to 8 bits: weights by channel, activations by their range on `frames`.

    The head's last convolutions and all after them stay in float: a distance's bins and a score's logit share one
    tensor, and one scale for both would round the boxes to death.
    """
    try:
        import onnx
        from onnxruntime.quantization import (
            CalibrationMethod,
            QuantFormat,
            QuantType,
            quantize_static,
        )
        from onnxruntime.quantization.shape_inference import quant_pre_process
    except ImportError as error:
        raise DetectionError("quantisation needs onnx: the extra `deep` of prep brings it") from error
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder, "prepared.onnx")
        quant_pre_process(str(source), str(prepared))
        graph = onnx.load(str(prepared)).graph
        shape = graph.input[0].type.tensor_type.shape.dim
        quantize_static(
            str(prepared),
            str(path),
            _reader(frames, graph.input[0].name, batch, (shape[1].dim_value, shape[2].dim_value)),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=last_nodes(graph),
            calibrate_method=CalibrationMethod.MinMax,
        )
    fold_first_convolution(path)


def last_nodes(graph: Untyped) -> list[str]:
    """The head's last convolutions and everything behind them, by name."""
    makers = {name: node for node in graph.node for name in node.output}
    names, ahead = [], [graph.output[0].name]
    while ahead:
        node = makers.get(ahead.pop())
        if node is not None and node.name not in names:
            names.append(node.name)
            if node.op_type != "Conv":
                ahead.extend(node.input)
    return names


def _reader(frames: Sequence[Image], name: str, batch: int, seen: tuple[int, int]) -> Untyped:
    from onnxruntime.quantization import CalibrationDataReader

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self._frames: Iterator[Image] = iter(frames)

        def get_next(self) -> dict[str, Any] | None:
            image = next(self._frames, None)
            return None if image is None else {name: np.stack([letterbox(image, *seen)[0]] * batch)}

    return Reader()
