"""Weights in a file of arrays: NumPy's npz, read without pickle, so that a file can hold numbers only."""

import zipfile
from pathlib import Path

import numpy as np
import torch

from projects.transformer.errors import TransformerError
from projects.transformer.lora import add_lora, merge_lora
from projects.transformer.model import LanguageModel
from projects.transformer.plan import LoraPlan, ModelPlan

FOLDER = Path(__file__).parent / "weights"
"""The weights that come with the project, those of the run that the README tells of."""


def save_weights(model: LanguageModel, path: Path) -> None:
    """In half precision, which costs nothing that can be measured here."""
    arrays = {name: array.numpy().astype(np.float16) for name, array in model.state_dict().items()}
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def save_adapters(model: LanguageModel, scale: float, path: Path) -> None:
    """The thin matrices alone, and their scale: all that is new in a tuned model."""
    learnt = {name: array for name, array in model.named_parameters() if array.requires_grad}
    arrays = {name: array.detach().numpy().astype(np.float16) for name, array in learnt.items()}
    with path.open("wb") as file:
        np.savez_compressed(file, scale=np.float64(scale), **arrays)  # type: ignore[arg-type]  # no array is called allow_pickle


def load_adapters(model: LanguageModel, path: Path) -> None:
    """Adds them to the model's own matrices. Raises TransformerError."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: torch.from_numpy(file[name].astype(np.float32)) for name in file.files if name != "scale"}
            scale = float(file["scale"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise TransformerError(f"cannot read the tuned weights {path}; train again") from error
    ranks = {array.shape[0] for name, array in arrays.items() if name.endswith(".down")}
    if len(ranks) != 1:
        raise TransformerError(f"the tuned weights {path} are of another model; train again")
    add_lora(model, LoraPlan(rank=ranks.pop(), scale=scale))
    wanted = {name: array.shape for name, array in model.named_parameters() if array.requires_grad}
    if {name: array.shape for name, array in arrays.items()} != wanted:
        raise TransformerError(f"the tuned weights {path} are of another model; train again")
    model.load_state_dict(arrays, strict=False)
    merge_lora(model)
    model.eval()


def load_weights(path: Path, plan: ModelPlan) -> LanguageModel:
    """Raises TransformerError: no such file, or one for a network of another shape."""
    model = LanguageModel(plan)
    wanted = model.state_dict()
    try:
        with np.load(path, allow_pickle=False) as file:
            found = {name: torch.from_numpy(file[name].astype(np.float32)) for name in wanted}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise TransformerError(f"cannot read the weights {path}; train again") from error
    if any(found[name].shape != wanted[name].shape for name in wanted):
        raise TransformerError(f"the weights {path} are those of a network of another shape; train again")
    model.load_state_dict(found)
    return model.eval()
