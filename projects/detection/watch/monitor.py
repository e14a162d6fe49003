"""Watches all streams of a service: a watch for each, by name, and a bound on how many."""

import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from projects.detection.errors import DetectionError
from projects.detection.watch.drift import Reference
from projects.detection.watch.features import NAMES, Features
from projects.detection.watch.stream import Rule, State, StreamWatch

REFERENCE = Path(__file__).parent.parent / "weights" / "reference.json"
MOST = 64
"""Streams that are watched at a time. Names come from clients: without a bound they would fill the memory."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def is_stream_name(text: str) -> bool:
    """Names stand in metrics and on the page: letters, digits, dots, dashes and underscores, at most forty."""
    return _NAME.fullmatch(text) is not None


class Monitor:
    """Any thread may call it."""

    def __init__(self, references: Mapping[str, Reference], rule: Rule | None = None, most: int = MOST) -> None:
        self.rule = rule or Rule()
        self._references = references
        self._most = most
        self._watches: OrderedDict[str, StreamWatch] = OrderedDict()
        self._forgotten = 0
        self._lock = Lock()

    def observe(self, stream: str, features: Features, now_s: float) -> None:
        """A stream that comes back is watched on where it stood. The one that was silent for longest gives way."""
        with self._lock:
            watch = self._watches.get(stream)
            if watch is None:
                watch = self._watches[stream] = StreamWatch(stream, self._references, self.rule)
                if len(self._watches) > self._most:
                    self._watches.popitem(last=False)
                    self._forgotten += 1
            self._watches.move_to_end(stream)
            watch.observe(features, now_s)

    def learn_anew(self, stream: str) -> bool:
        """Whether there is such a stream."""
        with self._lock:
            watch = self._watches.get(stream)
            if watch is not None:
                watch.learn_anew()
            return watch is not None

    def states(self) -> tuple[State, ...]:
        """By name."""
        with self._lock:
            return tuple(self._watches[name].state() for name in sorted(self._watches))

    @property
    def forgotten(self) -> int:
        """Streams that gave way to others since the start."""
        with self._lock:
            return self._forgotten


def write_references(references: Mapping[str, Reference], path: Path) -> None:
    rounded = {name: [round(q, 4) for q in reference.quantiles] for name, reference in references.items()}
    path.write_text(json.dumps(rounded) + "\n", encoding="utf-8")


def read_references(path: Path = REFERENCE) -> dict[str, Reference]:
    try:
        quantiles = json.loads(path.read_text(encoding="utf-8"))
        references = {name: Reference(quantiles=tuple(map(float, quantiles[name]))) for name in NAMES}
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise DetectionError(f"cannot read {path}; install prep anew") from error
    if not all(reference.quantiles for reference in references.values()):
        raise DetectionError(f"{path} has no values; install prep anew")
    return references
