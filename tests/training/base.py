"""Weights of the base model, all-MiniLM-L6-v2, in the safetensors format.

The format is eight bytes, a table in JSON and the numbers behind it; a dependency for one file that is read once, when
the network is taught, would be one more to keep.
"""

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from prep.model.errors import ContentError
from tests.training.network import Network, Size

_FILE = "model.safetensors"
_TYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "I64": np.dtype("<i8")}
_PREFIX = "bert."
"""Before all names in some copies."""

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "n2": "output.LayerNorm",
}


def load_base(folder: Path) -> Network:
    """The network with the weights of the base model and a head that knows nothing.

    Raises:
        ContentError: the folder does not hold the weights of all-MiniLM-L6-v2.
    """
    path = folder / _FILE
    network = Network(Size())
    try:
        ours = _renamed(read_safetensors(path), network.size.layers)
        network.load_state_dict({**network.state_dict(), **ours})
    except (KeyError, RuntimeError) as error:
        raise ContentError(f"{path}: not the weights of all-MiniLM-L6-v2 ({str(error).splitlines()[0]})") from None
    return network


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """All tensors of a file by their names.

    Raises:
        ContentError: it cannot be read, or is no such file.
    """
    try:
        raw = path.read_bytes()
        (length,) = struct.unpack_from("<Q", raw)
        table = json.loads(raw[8 : 8 + length])
        return {name: _tensor(raw, 8 + length, entry) for name, entry in table.items() if name != "__metadata__"}
    except OSError as error:
        raise ContentError(f"{path}: {error.strerror}; name the folder that holds {_FILE}") from None
    except (struct.error, ValueError, KeyError, TypeError, AttributeError):
        raise ContentError(f"{path}: not in the safetensors format") from None


def _tensor(raw: bytes, start: int, entry: Mapping[str, object]) -> Tensor:
    match entry:
        case {"dtype": str(kind), "shape": list(shape), "data_offsets": [int(first), int(last)]}:
            numbers: NDArray[np.generic] = np.frombuffer(raw[start + first : start + last], _TYPES[kind])
            return torch.from_numpy(numbers.reshape(shape).copy())
    raise ValueError(entry)


def _renamed(theirs: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """By the names of our network; all texts are of the first kind, so the mark of that kind joins the positions."""
    prefix = _PREFIX if f"{_PREFIX}embeddings.LayerNorm.bias" in theirs else ""
    kinds = theirs[f"{prefix}embeddings.token_type_embeddings.weight"]
    ours = {
        "word.weight": theirs[f"{prefix}embeddings.word_embeddings.weight"],
        "pos.weight": theirs[f"{prefix}embeddings.position_embeddings.weight"] + kinds[0],
    }
    for kind in ("weight", "bias"):
        ours[f"norm.{kind}"] = theirs[f"{prefix}embeddings.LayerNorm.{kind}"]
        for number in range(layers):
            for our, their in _PARTS.items():
                ours[f"layers.{number}.{our}.{kind}"] = theirs[f"{prefix}encoder.layer.{number}.{their}.{kind}"]
    return ours
