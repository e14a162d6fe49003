"""Watches one camera: what it shows now against what it showed before, and against what the model was trained on.

A camera that stands still, one that pans and one that cuts from shelf to shelf differ in almost every number. So there
are two questions. Is it within what training had? That is asked of light and sharpness alone, which say little about
the shelf. And has it changed? That is asked only of a camera that was seen to stand still.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from projects.detection.boxes import Floats
from projects.detection.watch.alarm import Alarm, Hysteresis
from projects.detection.watch.drift import Reference, ks, psi
from projects.detection.watch.features import Features, likeness


class Sign(StrEnum):
    """What may be wrong with a camera."""

    BLANK = "blank"
    """There is nothing to see: black, white, or covered."""

    DARK = "dark"
    BLURRED = "blurred"
    MOVED = "moved"
    """It stood still, and now stands still elsewhere, or moves."""


class Manner(StrEnum):
    """How a camera was seen to behave."""

    LEARNING = "learning"
    STILL = "still"
    MOVING = "moving"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a camera is looked at. Times are those of its frames, so that a slow client is not judged differently."""

    every_s: float = 1.0
    """One frame in so long is looked at: its neighbours say the same."""

    window: int = 40
    """How many of those make a window; its median is judged."""

    look: int = 4
    """A look at the window after so many."""

    learn: int = 300
    """So many frames are needed to know whether a camera stands still."""

    still: float = 0.8
    """The likeness to the usual view that nineteen in twenty frames of a still camera reach."""

    follow: int = 240
    """What a still camera usually shows is followed over about so many frames: the sun moves, a shelf is filled."""

    dark: float = 0.85
    """Of the least light in training: below it a picture is too dark."""

    soft: float = 0.65
    """Of the least sharpness in training: below it a picture is blurred. Further off, for photos differ more in it."""

    fallen: float = 0.6
    """Of what is usual for a still camera: below it, it has changed."""

    moved: float = 0.5
    """The likeness to the usual view below which a still camera was moved."""

    contrast: float = 25.0
    """Grey values: below it there is nothing to see."""

    strain: Hysteresis = field(default_factory=lambda: Hysteresis(high=1.0, low=0.85, patience=3))


@dataclass(frozen=True, kw_only=True)
class Drift:
    """How far one feature lies from training. Shown, not judged: a camera that stands still is far from everything but
    itself.
    """

    psi: float
    ks: float


@dataclass(frozen=True, kw_only=True)
class State:
    """One camera at its last look."""

    name: str
    frames: int
    manner: Manner
    strains: Mapping[Sign, float]
    """1 is where an alarm rises; empty before the first look."""

    raised: tuple[Sign, ...]
    alarms: int
    """How often one was raised since the start."""

    drift: Mapping[str, Drift]
    history: Mapping[Sign, tuple[float, ...]]
    """Strains at the last looks, oldest first."""

    @property
    def ready(self) -> bool:
        """Whether a window is full; before that nothing is judged."""
        return bool(self.strains)


@dataclass(frozen=True, kw_only=True)
class _Usual:
    """What a still camera shows when all is well."""

    light: float
    sharpness: float
    view: Floats

    def towards(self, other: "_Usual", share: float) -> "_Usual":
        return _Usual(
            light=self.light + share * (other.light - self.light),
            sharpness=self.sharpness + share * (other.sharpness - self.sharpness),
            view=self.view + np.float32(share) * (other.view - self.view),
        )


class StreamWatch:
    """Of one camera; not for several threads at once."""

    def __init__(self, name: str, references: Mapping[str, Reference], rule: Rule) -> None:
        self.name = name
        self._references = references
        self._rule = rule
        self._frames = 0
        self._next_s = -np.inf
        self._window: deque[Features] = deque(maxlen=rule.window)
        self._taken = 0
        self._lesson: list[Features] = []
        self._manner = Manner.LEARNING
        self._usual: _Usual | None = None
        self._alarms = dict.fromkeys(Sign, Alarm())
        self._raised_ever = 0
        self._strains: dict[Sign, float] = {}
        self._drift: dict[str, Drift] = {}
        self._history: dict[Sign, deque[float]] = {sign: deque(maxlen=200) for sign in Sign}

    def observe(self, features: Features, now_s: float) -> None:
        self._frames += 1
        if now_s < self._next_s:
            return
        self._next_s = now_s + self._rule.every_s
        self._window.append(features)
        self._taken += 1
        if len(self._window) == self._rule.window and self._taken % self._rule.look == 0:
            self._look()
        if self._manner is Manner.LEARNING:
            self._learn(features)

    def learn_anew(self) -> None:
        """What it shows from now on is the usual: somebody has moved it on purpose."""
        self._manner, self._usual = Manner.LEARNING, None
        self._lesson.clear()
        self._window.clear()
        self._alarms = dict.fromkeys(Sign, Alarm())
        self._strains = {}

    def state(self) -> State:
        return State(
            name=self.name,
            frames=self._frames,
            manner=self._manner,
            strains=dict(self._strains),
            raised=tuple(sign for sign, alarm in self._alarms.items() if alarm.raised),
            alarms=self._raised_ever,
            drift=dict(self._drift),
            history={sign: tuple(values) for sign, values in self._history.items()},
        )

    def _learn(self, features: Features) -> None:
        """Nothing is learnt from a camera with an alarm: black would become its usual."""
        if any(alarm.raised or alarm.streak for alarm in self._alarms.values()):
            self._lesson.clear()
            return
        self._lesson.append(features)
        if len(self._lesson) < self._rule.learn:
            return
        usual = _usual_of(self._lesson)
        alike = [likeness(_view(row), usual.view) for row in self._lesson]
        still = float(np.quantile(alike, 0.05)) >= self._rule.still
        self._manner = Manner.STILL if still else Manner.MOVING
        self._usual = usual if still else None
        self._lesson.clear()

    def _look(self) -> None:
        now = _usual_of(self._window)
        self._strains = self._measure(now)
        for sign, strain in self._strains.items():
            before = self._alarms[sign].raised
            self._alarms[sign] = self._alarms[sign].look(strain, self._rule.strain)
            self._raised_ever += self._alarms[sign].raised and not before
            self._history[sign].append(strain)
        well = all(strain < self._rule.strain.low for strain in self._strains.values())
        if self._usual is not None and well:
            self._usual = self._usual.towards(now, self._rule.look / self._rule.follow)
        for name, reference in self._references.items():
            values = np.array([getattr(row, name) for row in self._window])
            self._drift[name] = Drift(psi=psi(reference, values), ks=ks(reference, values))

    def _measure(self, now: _Usual) -> dict[Sign, float]:
        rule = self._rule
        blank = rule.contrast / max(1e-6, float(np.median([row.contrast for row in self._window])))
        dark = rule.dark * self._references["light"].quantiles[0] / max(1e-6, now.light)
        blurred = rule.soft * self._references["sharpness"].quantiles[0] / max(1e-6, now.sharpness)
        moved = 0.0
        if self._usual is not None:
            dark = max(dark, rule.fallen * self._usual.light / max(1e-6, now.light))
            blurred = max(blurred, rule.fallen * self._usual.sharpness / max(1e-6, now.sharpness))
            alike = np.median([likeness(_view(row), self._usual.view) for row in self._window])
            moved = (1 - float(alike)) / (1 - rule.moved)
        if blank > rule.strain.low:
            # Of a picture of nothing the rest says nothing.
            dark = blurred = moved = 0.0
        return {Sign.BLANK: blank, Sign.DARK: dark, Sign.BLURRED: blurred, Sign.MOVED: moved}


def _view(features: Features) -> Floats:
    return np.array(features.view, np.float32)


def _usual_of(rows: "deque[Features] | list[Features]") -> _Usual:
    return _Usual(
        light=float(np.median([row.light for row in rows])),
        sharpness=float(np.median([row.sharpness for row in rows])),
        view=np.median([row.view for row in rows], axis=0).astype(np.float32),
    )
