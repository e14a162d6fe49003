"""Watches a stream: a window of recent frames against the training reference, and alarms."""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from projects.detection.errors import DetectionError
from projects.detection.watch.alarm import Alarm, Hysteresis
from projects.detection.watch.drift import Reference, ks, psi
from projects.detection.watch.features import Features

REFERENCE = Path(__file__).parent.parent / "weights" / "reference.json"


_PSI = Hysteresis(high=2.2, low=1.2)
_KS = Hysteresis(high=0.75, low=0.5)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How the stream is looked at. The limits are measured: on a video of validation photos no feature passed both in
    1,500 windows.
    """

    every: int = 10
    """Neighbouring frames say the same: one in so many is enough."""

    window: int = 120
    """How many of those make a window."""

    look: int = 6
    """A look at the window after so many."""

    psi: Hysteresis = _PSI
    ks: Hysteresis = _KS


@dataclass(frozen=True, kw_only=True)
class Drift:
    """One feature at the last look."""

    psi: float
    ks: float
    raised: bool


@dataclass(frozen=True, kw_only=True)
class State:
    """What there is to show."""

    frames: int
    ready: bool
    """Whether a window is full; before that nothing is judged."""

    drift: Mapping[str, Drift]
    history: Mapping[str, tuple[float, ...]]
    """PSI of each feature at the last looks, oldest first."""

    ks_history: Mapping[str, tuple[float, ...]]
    alarms: int
    """How often one was raised since the start."""

    @property
    def raised(self) -> tuple[str, ...]:
        return tuple(name for name, drift in self.drift.items() if drift.raised)


class Monitor:
    """Any thread may call it."""

    def __init__(self, references: Mapping[str, Reference], rule: Rule | None = None) -> None:
        self.rule = rule or Rule()
        self.references = references
        self._seen = 0
        self._alarms = 0
        self._windows: dict[str, deque[float]] = {name: deque(maxlen=self.rule.window) for name in references}
        self._psi_alarms = dict.fromkeys(references, Alarm())
        self._ks_alarms = dict.fromkeys(references, Alarm())
        self._drift: dict[str, Drift] = {}
        self._psis: dict[str, deque[float]] = {name: deque(maxlen=200) for name in references}
        self._kss: dict[str, deque[float]] = {name: deque(maxlen=200) for name in references}
        self._lock = Lock()

    def observe(self, features: Features) -> None:
        with self._lock:
            self._seen += 1
            if self._seen % self.rule.every:
                return
            for name, value in asdict(features).items():
                self._windows[name].append(value)
            taken = self._seen // self.rule.every
            if taken >= self.rule.window and taken % self.rule.look == 0:
                self._look()

    def state(self) -> State:
        with self._lock:
            return State(
                frames=self._seen,
                ready=bool(self._drift),
                drift=dict(self._drift),
                history={name: tuple(values) for name, values in self._psis.items()},
                ks_history={name: tuple(values) for name, values in self._kss.items()},
                alarms=self._alarms,
            )

    def _look(self) -> None:
        for name, reference in self.references.items():
            values = np.array(self._windows[name])
            measured = psi(reference, values), ks(reference, values)
            before = self._raised(name)
            self._psi_alarms[name] = self._psi_alarms[name].look(measured[0], self.rule.psi)
            self._ks_alarms[name] = self._ks_alarms[name].look(measured[1], self.rule.ks)
            raised = self._raised(name)
            self._alarms += raised and not before
            self._drift[name] = Drift(psi=measured[0], ks=measured[1], raised=raised)
            self._psis[name].append(measured[0])
            self._kss[name].append(measured[1])

    def _raised(self, name: str) -> bool:
        """Both must agree: PSI alone is loud on a few shots, KS alone on a slight move of everything."""
        return self._psi_alarms[name].raised and self._ks_alarms[name].raised


def write_references(references: Mapping[str, Reference], path: Path) -> None:
    rounded = {name: [round(q, 4) for q in reference.quantiles] for name, reference in references.items()}
    path.write_text(json.dumps(rounded) + "\n", encoding="utf-8")


def read_references(path: Path = REFERENCE) -> dict[str, Reference]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {name: Reference(quantiles=tuple(map(float, quantiles))) for name, quantiles in told.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise DetectionError(f"cannot read {path}; install prep anew") from error
