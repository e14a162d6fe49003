"""What the study finds, as plain data that lies in a file: the README's tables are written from it."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from projects.transformer.errors import TransformerError
from projects.transformer.train import Point


@dataclass(frozen=True, kw_only=True)
class Corpus:
    train_bytes: int
    train_tokens: int
    test_bytes: int
    test_tokens: int
    vocabulary: int
    floor: float
    """Bits a byte that no model can beat on average: what the generator's draws are worth."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One line of the main table."""

    name: str
    bits: float
    """A byte of the test tales."""


@dataclass(frozen=True, kw_only=True)
class Training:
    name: str
    learnt: int
    """Numbers that it changed."""

    curve: tuple[Point, ...]
    cpu_s: float


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the reader says of tales that the model wrote; shares of them."""

    how: str
    tales: int
    true: float
    false_ending: float
    impossible: float
    unreadable: float
    copied: float
    """Stand word for word among the training tales."""


@dataclass(frozen=True, kw_only=True)
class Tuned:
    """A model and the two styles."""

    name: str
    learnt: int
    past_bits: float
    """A test tale in the past tense, which it was tuned to."""

    present_bits: float
    """The same tale as before: what was forgotten."""


@dataclass(frozen=True, kw_only=True)
class Speed:
    name: str
    stored_bytes: int
    bits: float
    """A byte of the test tales."""

    ms_a_token: float
    """CPU time, writing with a cache."""


@dataclass(frozen=True, kw_only=True)
class Cached:
    """What writing costs with a cache and without."""

    tokens: int
    with_ms: float
    without_ms: float
    """CPU milliseconds a token."""

    bytes_a_token: int
    bytes_without_groups: int
    """Of the cache, if every query head had keys and values of its own."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    quick: bool
    corpus: Corpus
    training: Training
    compared: tuple[Compared, ...]
    ending_bits: float
    """A tale: what the model needs for the last sentence, which follows from the others."""

    body_bits: float
    body_floor: float
    """A tale: what the model needs for the rest, and what that is worth."""

    written: tuple[Written, ...]
    sample: str
    tuned: tuple[Tuned, ...]
    cached: Cached
    speeds: tuple[Speed, ...]


def save_findings(findings: Findings, path: Path) -> None:
    path.write_text(json.dumps({"format_version": 1, **asdict(findings)}, indent=1) + "\n", encoding="utf-8")


def load_findings(path: Path) -> Findings:
    """Raises TransformerError."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        plain = {field.name: raw[field.name] for field in fields(Findings)}
        return Findings(
            **plain
            | {
                "corpus": Corpus(**raw["corpus"]),
                "training": read_training(raw["training"]),
                "compared": tuple(Compared(**row) for row in raw["compared"]),
                "written": tuple(Written(**row) for row in raw["written"]),
                "tuned": tuple(Tuned(**row) for row in raw["tuned"]),
                "cached": Cached(**raw["cached"]),
                "speeds": tuple(Speed(**row) for row in raw["speeds"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TransformerError(f"cannot read the figures {path}; run the study again") from error


def read_training(raw: dict[str, Any]) -> Training:
    return Training(**raw | {"curve": tuple(Point(**point) for point in raw["curve"])})
