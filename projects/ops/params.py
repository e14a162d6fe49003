"""Settings of a pipeline, from its `params.yaml`. A key that nothing reads is an error: mostly it is a misspelt one."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from dacite import Config, DaciteError, from_dict

from projects.ops.errors import ProjectError

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What a figure must not fall behind. Exactly one of the four is given."""

    figure: str
    """Its place in the metrics, such as `held_out.mae`; a `*` stands for every name at that place."""

    at_least: float | None = None
    at_most: float | None = None
    above: str | None = None
    below: str | None = None
    """`above`, `below`: another figure, such as that of a baseline."""

    def __post_init__(self) -> None:
        given = [one for one in (self.at_least, self.at_most, self.above, self.below) if one is not None]
        if len(given) != 1:
            raise ProjectError(f"the limit of {self.figure} needs one of at_least, at_most, above, below")
        if isinstance(given[0], float) and not math.isfinite(given[0]):
            raise ProjectError(f"the limit of {self.figure} is no finite number")


def load_params(path: Path, kind: type[T]) -> T:
    """The settings as `kind`, a dataclass. Raises ProjectError, which names the file and the key."""
    try:
        with path.open(encoding="utf-8") as file:
            settings: Any = yaml.safe_load(file)
    except OSError as error:
        raise ProjectError(f"cannot read {path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise ProjectError(f"{path} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(settings, Mapping):
        raise ProjectError(f"{path} holds no settings")
    try:
        return from_dict(kind, dict(settings), Config(strict=True, cast=[tuple], type_hooks={float: _number}))
    except (DaciteError, ValueError) as error:
        raise ProjectError(f"{path}: {error}") from error


def _number(value: object) -> object:
    """YAML reads 13500 as a whole number and 1e-3 as text."""
    return float(value) if isinstance(value, int | str) and not isinstance(value, bool) else value
