"""The file that the product reads: matrices as rows of 8-bit numbers with a scale for each row, all else as floats."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.training.network import Network

_LARGEST = 127


def exported(network: Network) -> dict[str, NDArray[Any]]:
    """The weights by the names under which `prep.concepts.reader.network` looks for them."""
    weights: dict[str, NDArray[Any]] = {"layers": np.array(network.size.layers)}
    for name, parameter in network.state_dict().items():
        values: NDArray[np.float32] = parameter.numpy()
        owner = name.removesuffix(".weight")
        if owner == "pos":
            weights["pos"] = values.astype(np.float16)
        elif values.ndim == 2 and owner != name:
            rows, scales = _in_8_bits(values)
            weights["word" if owner == "word" else name] = rows
            weights[f"{owner}.scale"] = scales
        else:
            weights[name] = values
    return weights


def save(network: Network, path: Path) -> None:
    """Write the weights; what was there before is replaced only when they are complete."""
    arrays: dict[str, Any] = exported(network)  # numpy's types would take an array for its flag about pickles
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        np.savez(file, **arrays)
    part.replace(path)


def _in_8_bits(values: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows of whole numbers, shape (rows, columns), and what to multiply each by, shape (rows,)."""
    scales = np.abs(values).max(axis=1) / _LARGEST
    scales[scales == 0] = 1
    return np.round(values / scales[:, None]).astype(np.int8), scales.astype(np.float32)
