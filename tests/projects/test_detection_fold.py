"""The first convolution taken four pixels at a time."""

from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
ort = pytest.importorskip("onnxruntime")

from projects.detection.export import export_whole_numbers  # noqa: E402
from projects.detection.fold import fold_first_convolution  # noqa: E402

HEIGHT, WIDTH = 240, 320


def _float_form(path: Path, *, step: int = 2, width: int = WIDTH) -> Path:
    """Three small convolutions behind a frame in bytes, with random weights."""
    helper, numpy_helper = onnx.helper, onnx.numpy_helper
    rng = np.random.default_rng(0)
    nodes = [
        helper.make_node("Transpose", ["frame"], ["turned"], perm=[0, 3, 1, 2], name="turn"),
        helper.make_node("Cast", ["turned"], ["x0"], to=onnx.TensorProto.FLOAT, name="cast"),
    ]
    weights = []
    for number, (ins, outs) in enumerate(((3, 8), (8, 8), (8, 4))):
        values = rng.normal(0, 0.01 if number == 0 else 0.3, (outs, ins, 3, 3)).astype(np.float32)
        weights += [
            numpy_helper.from_array(values, f"w{number}"),
            numpy_helper.from_array(rng.normal(0, 0.1, outs).astype(np.float32), f"b{number}"),
        ]
        names = [f"x{number}", f"w{number}", f"b{number}"]
        stride = step if number == 0 else 2
        nodes.append(
            helper.make_node("Conv", names, [f"c{number}"], strides=[stride] * 2, pads=[1] * 4, kernel_shape=[3, 3])
        )
        nodes[-1].name = f"conv{number}"
        nodes.append(helper.make_node("Relu", [f"c{number}"], [f"x{number + 1}"], name=f"relu{number}"))
    ends = (
        [helper.make_tensor_value_info("frame", onnx.TensorProto.UINT8, [1, HEIGHT, width, 3])],
        [helper.make_tensor_value_info("x3", onnx.TensorProto.FLOAT, None)],
    )
    graph = helper.make_graph(nodes, "small", *ends, weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))
    return path


def _answer(path: Path, frame: np.ndarray) -> np.ndarray:
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"frame": frame[None]})[0])


def test_the_folded_network_says_the_same_to_the_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = list(np.random.default_rng(1).integers(0, 256, (3, HEIGHT, WIDTH, 3), np.uint8))
    frames[0][0, 0], frames[0][0, 1] = 0, 255  # every byte between must be seen for the step of one
    source, folded, plain = _float_form(tmp_path / "float.onnx"), tmp_path / "folded.onnx", tmp_path / "plain.onnx"
    export_whole_numbers(source, folded, frames)
    monkeypatch.setattr("projects.detection.export.fold_first_convolution", lambda _: False)
    export_whole_numbers(source, plain, frames)
    first = next(node for node in onnx.load(str(folded)).graph.node if node.op_type == "Conv")
    assert onnx.helper.get_node_attr_value(first, "kernel_shape") == [3, 2]
    for frame in frames:
        np.testing.assert_array_equal(_answer(folded, frame), _answer(plain, frame))


@pytest.mark.parametrize(("step", "width"), [(1, WIDTH), (2, 318)])
def test_a_network_that_begins_otherwise_is_left_as_it_is(tmp_path: Path, step: int, width: int) -> None:
    frames = list(np.random.default_rng(1).integers(0, 256, (1, HEIGHT, width, 3), np.uint8))
    whole = tmp_path / "whole.onnx"
    export_whole_numbers(_float_form(tmp_path / "float.onnx", step=step, width=width), whole, frames)
    before = whole.read_bytes()
    assert not fold_first_convolution(whole)
    assert whole.read_bytes() == before
