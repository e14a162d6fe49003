"""Keeps what a finished stage found, so that a stopped run goes on from there."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from dacite import DaciteError, from_dict

from projects.sentiment.errors import SentimentError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_DRAWING = frozenset({"__main__.py", "keras_twin.py", "notebook.py", "pictures.py", "report.py", "tables.py"})
"""They show results, or stand beside the study, and change none."""


@dataclass(frozen=True, kw_only=True)
class Kept(Generic[T_co]):
    """What a stage found, and what it cost when it ran."""

    value: T_co
    time_s: float
    cpu_s: float


class Store:
    """A folder with one JSON file a stage. Data, settings and code make a key; another key, and it runs anew."""

    def __init__(self, folder: Path, common: Mapping[str, object], progress: Callable[[str], None]) -> None:
        self._folder = folder
        self._common = {**common, "code": digest_code()}
        self._progress = progress

    def run(
        self,
        name: str,
        kind: type[T],
        settings: Mapping[str, object],
        prepare: Callable[[], None],
        work: Callable[[], T],
    ) -> Kept[T]:
        """What `work` gave earlier under the same key, else what it gives now; `kind` is a dataclass.

        `prepare` makes what several stages share, so that its time is counted to none of them.
        """
        key = _digest({**self._common, **settings, "stage": name})
        path = self._folder / f"{name.lower().replace(' ', '-')}.json"
        kept = _read(path, key, kind)
        if kept is not None:
            self._progress(f"{name}: kept from an earlier run, where it took {kept.time_s:.1f} s")
            return kept
        prepare()
        self._progress(name)
        wall, cpu = time.perf_counter(), time.process_time()
        value = work()
        kept = Kept(value=value, time_s=time.perf_counter() - wall, cpu_s=time.process_time() - cpu)
        _write(path, key, kept)
        return kept


def digest_code() -> str:
    """Of the modules that decide the figures."""
    files = sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in _DRAWING)
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _digest(settings: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()


def _read(path: Path, key: str, kind: type[T]) -> Kept[T] | None:
    """None for whatever is not a result under this key: nobody but the disk is to blame, and it can be made again."""
    try:
        entry: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if entry["key"] != key:
            return None
        value = from_dict(kind, {name: _with_tuples(value) for name, value in entry["value"].items()})
        return Kept(value=value, time_s=entry["time_s"], cpu_s=entry["cpu_s"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, DaciteError):
        return None


def _with_tuples(value: object) -> object:
    """JSON knows lists alone."""
    if isinstance(value, dict):
        return {key: _with_tuples(part) for key, part in value.items()}
    return tuple(map(_with_tuples, value)) if isinstance(value, list) else value


def _write(path: Path, key: str, kept: Kept[Any]) -> None:
    """Under another name first: who stops us half-way leaves no half file."""
    entry = {"key": key, "time_s": kept.time_s, "cpu_s": kept.cpu_s, "value": asdict(kept.value)}
    unfinished = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(entry), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise SentimentError(f"cannot write {path}: {error.strerror}; name another folder with --out") from error
