"""Is the watch quiet on an hour of the usual, and how soon does it speak when the stream shifts?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from projects.detection.dataset import Progress
from projects.detection.detector import Detector
from projects.detection.photos import Split
from projects.detection.scene import SHIFTED, USUAL, Domain
from projects.detection.video import shots
from projects.detection.watch.drift import Reference, references_of
from projects.detection.watch.features import NAMES, Features, features_of
from projects.detection.watch.monitor import Monitor, Rule, State

HOUR = 108_000
"""Frames, at thirty a second."""

Measured = Sequence[Sequence[Features]]
"""Shot by shot, the features of one frame in so many."""


@dataclass(frozen=True, kw_only=True)
class DriftFindings:
    """What the watch did."""

    hour_frames: int
    false_alarms: int
    highest_ks: float
    """In the hour, of the feature that came nearest to its alarm."""

    highest_psi: float
    raised_after: int | None
    """Frames of the shifted video until the first alarm; None if it stayed silent."""

    raised: tuple[str, ...]
    cleared_after: int | None
    """Frames of the usual again until the last alarm fell."""

    state: State
    """At the end of the shifted part."""

    rule: Rule


def measure_shots(
    detector: Detector, domain: Domain, split: Split, *, seed: int, count: int, every: int, progress: Progress
) -> list[list[Features]]:
    """Draws the shots of a video and looks at one frame in `every`, as the watch does."""
    measured = []
    for number, shot in enumerate(shots(domain, split, seed=seed, count=count, every=every)):
        if number % 20 == 0:
            progress(f"watch: shots of the {domain.name} video, {number} of {count}")
        measured.append([features_of(frame.image, detector.detect(frame.image)) for frame in shot])
    return measured


def make_references(measured: Measured) -> dict[str, Reference]:
    return references_of([{name: getattr(row, name) for name in NAMES} for shot in measured for row in shot])


def watch_hour(monitor: Monitor, measured: Measured, rng: np.random.Generator, frames: int) -> tuple[float, float]:
    """Shows the monitor so many frames, shots drawn with replacement from those measured: an hour of drawing frames
    would take an hour, and shots are what is independent. Gives the highest KS and PSI of any feature.
    """
    every = monitor.rule.every
    highest = [0.0, 0.0]
    shown = 0
    while shown < frames:
        for features in measured[int(rng.integers(len(measured)))]:
            _show(monitor, features, every)
            shown += every
        for drift in monitor.state().drift.values():
            highest = [max(highest[0], drift.ks), max(highest[1], drift.psi)]
    return highest[0], highest[1]


def frames_until(monitor: Monitor, measured: Measured, rng: np.random.Generator, *, raised: bool) -> int | None:
    """Shows shots until some alarm is raised, or until none is; None if that takes longer than ten minutes."""
    every = monitor.rule.every
    shown = 0
    while shown < HOUR // 6:
        for features in measured[int(rng.integers(len(measured)))]:
            _show(monitor, features, every)
            shown += every
            if bool(monitor.state().raised) == raised:
                return shown
    return None


def study_drift(
    detector: Detector, references: dict[str, Reference], count: int, frames: int, progress: Progress
) -> DriftFindings:
    """An hour of the usual, then the shifted video, then the usual again; all on photos kept for tests."""
    rule = Rule()
    usual = measure_shots(detector, USUAL, Split.TEST, seed=7, count=count, every=rule.every, progress=progress)
    shifted = measure_shots(
        detector, SHIFTED, Split.TEST, seed=8, count=max(8, count // 3), every=rule.every, progress=progress
    )
    monitor, rng = Monitor(references, rule), np.random.default_rng(0)
    progress(f"watch: {frames:,} frames of the usual")
    highest_ks, highest_psi = watch_hour(monitor, usual, rng, frames)
    false_alarms = monitor.state().alarms
    raised_after = frames_until(monitor, shifted, rng, raised=True)
    state = monitor.state()
    cleared_after = frames_until(monitor, usual, rng, raised=False)
    return DriftFindings(
        hour_frames=frames,
        false_alarms=false_alarms,
        highest_ks=highest_ks,
        highest_psi=highest_psi,
        raised_after=raised_after,
        raised=state.raised,
        cleared_after=cleared_after,
        state=state,
        rule=rule,
    )


def _show(monitor: Monitor, features: Features, every: int) -> None:
    """One measured frame stands for `every`: the monitor looks at no more of them."""
    for _ in range(every):
        monitor.observe(features)
