"""What a project hands to the commands that all of them share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from projects.ops.places import Places, places_of
from projects.ops.tables import Rows


class Stage(StrEnum):
    """In the order in which they run; `dvc.yaml` says the same."""

    DATA = "data"
    CHECKS = "checks"
    FEATURES = "features"
    TRAIN = "train"
    EVALUATE = "evaluate"
    GATE = "gate"
    CARDS = "cards"
    RECORD = "record"


class Predictor(Protocol):
    """A kept model with its promises. Any thread may ask."""

    @property
    def label(self) -> str:
        """Which model answers."""

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        """The rows of a file. Raises ProjectError."""

    def predict(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
        """An answer for each row. Raises RefusedError for an input that the model makes no promise for."""


@runtime_checkable
class Watched(Predictor, Protocol):
    """A model that says why, and how far its inputs drift: what the shared service needs."""

    def predict(self, rows: Sequence[Mapping[str, Any]], *, why: bool = False) -> list[dict[str, object]]:
        """An answer for each row, with `why` also what moved it most. Raises RefusedError for an input that the
        model makes no promise for.
        """

    def drift(self, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, float]:
        """How far rows that were answered are from what the model learnt from, by column: see `reference.py`."""

    def notes(self) -> Sequence[str]:
        """What an operator should know, such as a library of another version than the one it was made with."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project as a system."""

    home: Path
    """Its own folder."""

    stages: Mapping[Stage, Callable[[Places], None]]
    """All but RECORD, which is the same for all."""

    tables: Callable[[Mapping[str, Any]], Mapping[str, Rows]]
    """The README's tables, by name, from the metrics."""

    load_predictor: Callable[[Path], Predictor]
    """From the folder of a kept model."""

    model: str = "model"
    """The folder in `home` of the kept model."""

    @property
    def name(self) -> str:
        return self.home.name

    @property
    def places(self) -> Places:
        return places_of(self.home, self.model)


def load_project(name: str) -> Project:
    """That of `projects/NAME/ops/project.py`, as PROJECT."""
    project: Project = import_module(f"projects.{name}.ops.project").PROJECT
    return project
