"""Is the watch quiet for an hour on cameras that are well, and how soon does it name the one that is not?

Nothing runs in real time: frames are drawn and measured once, and each hour is put together of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import numpy as np

from projects.detection.dataset import Progress
from projects.detection.detector import Detector
from projects.detection.photos import Image, Split
from projects.detection.scene import USUAL
from projects.detection.video import Camera, Fault, seen_by_sensor, shots
from projects.detection.watch.drift import Reference, references_of
from projects.detection.watch.features import NAMES, Features, features_of
from projects.detection.watch.monitor import Monitor
from projects.detection.watch.stream import Sign, State

HOUR_S = 3_600
FAULT_AT_S = 900
"""When a camera gets its fault: long after it has been learnt."""

PROMISED_S = 120
_REFERENCE_SHOTS = 240
_ILL = "the one with the fault"

Place = Sequence[Features]
"""Frames of one view, any of which may be seen while the camera looks there."""


class Life(StrEnum):
    """How a camera of the study behaves."""

    STILL = "still"
    SLOW = "slow"
    """Half of them pan to and fro over five minutes, half visit places for a minute or so each."""

    CUTTING = "cutting"
    """Another shelf every three seconds."""


SIGN_OF: Mapping[Fault, Sign] = {
    Fault.BLACK: Sign.BLANK,
    Fault.DARK: Sign.DARK,
    Fault.BLURRED: Sign.BLURRED,
    Fault.MOVED: Sign.MOVED,
}


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Cameras of one kind, all well."""

    life: Life
    cameras: int
    watched_s: int
    alarms: int
    highest: float
    """The greatest strain at any of the last looks; an alarm rises above 1."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One fault, on cameras of one kind, each among three that are well."""

    life: Life
    fault: Fault
    cases: int
    named: int
    """How many were named in time: by their name and no other, and for what they have."""

    slowest_s: int | None
    """None if none was named."""


@dataclass(frozen=True, kw_only=True)
class DriftFindings:
    """What the watch did."""

    quiet: tuple[Quiet, ...]
    found: tuple[Found, ...]
    state: State
    """Of the last still camera that was moved."""


def measure_references(detector: Detector, progress: Progress) -> dict[str, Reference]:
    """How the features are spread on a video of training photos; they belong to the detector's weights."""
    rows = []
    for number, shot in enumerate(shots(USUAL, Split.TRAIN, seed=6, count=_REFERENCE_SHOTS, every=45)):
        if number % 60 == 0:
            progress(f"watch: shots of the training video, {number} of {_REFERENCE_SHOTS}")
        rows += [features_of(frame.image, detector.detect(frame.image)) for frame in shot]
    return references_of([{name: getattr(row, name) for name in NAMES} for row in rows])


def study_drift(
    detector: Detector,
    references: Mapping[str, Reference],
    cameras: int,
    watched_s: int,
    progress: Progress,
    *,
    split: Split = Split.TEST,
    seed: int = 7,
) -> DriftFindings:
    """So many cameras of each kind."""
    study = _Study(detector, references, cameras, split, seed)
    quiet, found = [], []
    for life in Life:
        progress(f"watch: {cameras} {life} cameras, {watched_s:,} s each")
        quiet.append(study.watch_quietly(life, watched_s))
    state = None
    for life in Life:
        for fault in Fault:
            if fault is Fault.MOVED and life is not Life.STILL:
                continue  # of a camera that moves, it cannot be said that it was moved
            progress(f"watch: {life} cameras, {fault}")
            row, last = study.find(life, fault)
            found.append(row)
            state = last if life is Life.STILL else state
    assert state is not None
    return DriftFindings(quiet=tuple(quiet), found=tuple(found), state=state)


class _Study:
    def __init__(
        self, detector: Detector, references: Mapping[str, Reference], cameras: int, split: Split, seed: int
    ) -> None:
        self._detector = detector
        self._references = references
        self._cameras = cameras
        self._split = split
        self._seed = seed
        self._well: dict[tuple[Life, int], list[Place]] = {}

    def watch_quietly(self, life: Life, watched_s: int) -> Quiet:
        alarms, highest = 0, 0.0
        for number in range(self._cameras):
            monitor = Monitor(self._references)
            for second, features in enumerate(islice(self._play(life, number), watched_s)):
                monitor.observe(life, features, float(second))
                if second % 60 == 0 or second == watched_s - 1:
                    highest = max([highest, *monitor.states()[0].strains.values()])
            alarms += monitor.states()[0].alarms
        return Quiet(life=life, cameras=self._cameras, watched_s=watched_s, alarms=alarms, highest=highest)

    def find(self, life: Life, fault: Fault) -> tuple[Found, State]:
        """Each camera in turn gets the fault, among a still, a slow and a cutting one that are well."""
        ends = [self._one_among_four(life, fault, number) for number in range(self._cameras)]
        times = [named_s for named_s, _ in ends if named_s is not None]
        found = Found(
            life=life, fault=fault, cases=len(ends), named=len(times), slowest_s=max(times) if times else None
        )
        return found, ends[-1][1]

    def _one_among_four(self, life: Life, fault: Fault, number: int) -> tuple[int | None, State]:
        """When it was named, None if it was not or if another was; and how it stood then."""
        monitor = Monitor(self._references)
        streams = {str(other): self._play(other, (number + 1) % self._cameras) for other in Life}
        streams[_ILL] = self._play(life, number)
        for second in range(FAULT_AT_S + PROMISED_S):
            if second == FAULT_AT_S:
                ill = self._measure_places(life, number, fault)
                streams[_ILL] = _seconds(life, number, ill, self._rng(life, number, 2))
            for name, stream in streams.items():
                monitor.observe(name, next(stream), float(second))
            alarmed = {state.name: state for state in monitor.states() if state.alarms}
            if alarmed:
                right = second >= FAULT_AT_S and alarmed.keys() == {_ILL}
                right = right and SIGN_OF[fault] in alarmed[_ILL].raised
                return (second + 1 - FAULT_AT_S if right else None), next(iter(alarmed.values()))
        return None, monitor.states()[-1]

    def _play(self, life: Life, number: int) -> Iterator[Features]:
        """One camera that is well, second by second without end; its frames are measured once."""
        if (life, number) not in self._well:
            self._well[life, number] = self._measure_places(life, number, None)
        return _seconds(life, number, self._well[life, number], self._rng(life, number, 1))

    def _measure_places(self, life: Life, number: int, fault: Fault | None) -> list[Place]:
        rng = self._rng(life, number)
        return [
            [features_of(image, self._detector.detect(image)) for image in place]
            for place in _places(life, number, self._split, rng, fault)
        ]

    def _rng(self, life: Life, number: int, part: int = 0) -> np.random.Generator:
        return np.random.default_rng((self._seed, list(Life).index(life), number, part))


def _pans(number: int) -> bool:
    return number % 2 == 0


def _places(
    life: Life, number: int, split: Split, rng: np.random.Generator, fault: Fault | None
) -> Iterator[list[Image]]:
    """The same generator state gives the same camera, whatever its fault; of an ill one fewer places suffice."""
    few = fault is not None
    if life is Life.STILL:
        camera = Camera(USUAL, split, rng)
        yield [camera.frame(rng, fault=fault) for _ in range(30 if few else 100)]
    elif life is Life.SLOW and _pans(number):
        camera = Camera(USUAL, split, rng)
        for x in np.linspace(0, 1, 150)[: 60 if few else 150]:
            yield [camera.frame(rng, x=float(x), fault=fault)]
    elif life is Life.SLOW:
        for _ in range(3 if few else 12):
            camera = Camera(USUAL, split, rng)
            yield [camera.frame(rng, fault=fault) for _ in range(10)]
    else:
        for shot in shots(USUAL, split, seed=int(rng.integers(2**31)), count=40 if few else 60, every=30 + 60 * few):
            images = [frame.image for frame in shot]
            yield images if fault is None else [seen_by_sensor(image, fault, rng, noise=4.0) for image in images]


def _seconds(life: Life, number: int, places: Sequence[Place], rng: np.random.Generator) -> Iterator[Features]:
    for place, stay_s in _schedule(life, number, len(places), rng):
        for _ in range(stay_s):
            yield places[place][int(rng.integers(len(places[place])))]


def _schedule(life: Life, number: int, places: int, rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Where the camera looks, and for how many seconds; without end."""
    while True:
        if life is Life.STILL:
            yield 0, 60
        elif life is Life.SLOW and _pans(number):
            yield from ((place, 2) for place in (*range(places), *reversed(range(places))))
        elif life is Life.SLOW:
            yield int(rng.integers(places)), int(rng.integers(45, 91))
        else:
            yield int(rng.integers(places)), 3
