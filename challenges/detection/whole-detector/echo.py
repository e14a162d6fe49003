"""A tiny network that reads its cells off the frame, so that a test can make it say whatever it likes.

Each value of a cell is a byte of the picture, and `(byte - 160.5) / 10` comes out as the logit. The grey that fills
up a letterbox (114) is just too little for a score of 0.01, and 115 is just enough. `python echo.py` writes
`echo.onnx` anew; it needs the library onnx, which reading the file does not.
"""

from pathlib import Path

import numpy as np

HEIGHT, WIDTH = 144, 192
GREY = 114
CHANNELS, SMALL, LARGE = 36, 18 * 24, 9 * 12
FILE = Path(__file__).with_name("echo.onnx")


def silence():
    """Bytes of all cells that say nothing, shape (540, 36): distances in bins of eight, then classes."""
    return np.full((SMALL + LARGE, CHANNELS), GREY, dtype=np.uint8)


def say(cells, cell, box, class_, loudness):
    """Let a cell say a box, to a few hundredths of its stride, its class, and the class's byte."""
    stride, columns, place = (8, 24, cell) if cell < SMALL else (16, 12, cell - SMALL)
    centre = (np.array([place % columns, place // columns]) + 0.5) * stride
    cells[cell] = 0
    for side, reach in enumerate(np.concatenate([centre - box[:2], box[2:] - centre]) / stride):
        low = int(np.clip(reach, 0, 6))
        more = np.clip(reach - low, 0.02, 0.98)
        cells[cell, 8 * side + low : 8 * side + low + 2] = 200, 200 + round(10 * np.log(more / (1 - more)))
    cells[cell, 32 + class_] = loudness


def picture(cells):
    """The model's input that makes it say these cells.

    A cell of stride 8 is told by the first two rows of its square, one of stride 16 by the next two of its own.
    """
    canvas = np.full((HEIGHT, WIDTH, 3), GREY, dtype=np.uint8)
    small, large = canvas.reshape(18, 8, 24, 8, 3), canvas.reshape(9, 16, 12, 16, 3)
    small[:, :2, :, :6] = cells[:SMALL].reshape(18, 24, 2, 6, 3).swapaxes(1, 2)
    large[:, 2:4, :, :6] = cells[SMALL:].reshape(9, 12, 2, 6, 3).swapaxes(1, 2)
    return canvas


def write_model():
    from onnx import TensorProto, checker, helper, numpy_helper

    constants, nodes = {}, []

    def add(operator, name, value, *names, **attributes):
        nodes.append(helper.make_node(operator, [value, *names], [name], **attributes))

    def constant(name, value):
        constants[name] = numpy_helper.from_array(np.array(value), name)
        return name

    axes = constant("axes", [1, 3])
    for level, shape, first, cells in (("s", (18, 8, 24, 8, 3), 0, SMALL), ("l", (9, 16, 12, 16, 3), 2, LARGE)):
        add("Reshape", f"{level}1", "frame", constant(f"{level}_squares", shape))
        ends = (constant(f"{level}_from", [first, 0]), constant(f"{level}_to", [first + 2, 6]))
        add("Slice", f"{level}2", f"{level}1", *ends, axes)
        add("Transpose", f"{level}3", f"{level}2", perm=[0, 2, 1, 3, 4])
        add("Reshape", f"{level}4", f"{level}3", constant(f"{level}_cells", [1, cells, CHANNELS]))
    add("Concat", "bytes", "s4", "l4", axis=1)
    add("Transpose", "turned", "bytes", perm=[0, 2, 1])
    add("Cast", "floats", "turned", to=TensorProto.FLOAT)
    add("Sub", "less", "floats", constant("middle", np.float32(160.5)))
    add("Div", "cells", "less", constant("step", np.float32(10)))
    graph = helper.make_graph(
        nodes,
        "echo",
        [helper.make_tensor_value_info("frame", TensorProto.UINT8, [1, HEIGHT, WIDTH, 3])],
        [helper.make_tensor_value_info("cells", TensorProto.FLOAT, [1, CHANNELS, SMALL + LARGE])],
        list(constants.values()),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model, full_check=True)
    FILE.write_bytes(model.SerializeToString())


if __name__ == "__main__":
    write_model()
