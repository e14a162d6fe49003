"""How much work a run does."""

from dataclasses import dataclass, field

from projects.detection.dataset import Sizes
from projects.detection.drift_study import HOUR_S
from projects.detection.train import BASE, TUNED, Course


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One run of everything."""

    quick: bool = False
    """Trains for a taste only, and goes on with the weights that are kept in the project."""

    sizes: Sizes = field(default_factory=Sizes)
    base: Course = BASE
    tuned: Course = TUNED
    calls: int = 400
    """Frames on which each engine is timed."""

    streamed: int = 900
    """Frames sent to the service at thirty a second."""

    flood: int = 300
    """Frames sent at three times what the service was measured to take."""

    cameras: int = 8
    """Cameras of each kind that the watch is tried on."""

    watched_s: int = HOUR_S
    """How long each is watched while it is well."""


FULL = Plan()
QUICK = Plan(
    quick=True,
    sizes=Sizes(
        train=80,
        validation=16,
        choosing=8,
        test=120,
        slice_test=40,
        shifted_train=160,
        replayed=80,
        shifted_validation=60,
        shifted_test=80,
    ),
    tuned=Course(name="taste", epochs=3, lr0=0.001, lrf=0.1, warmup_epochs=0.5),
    calls=80,
    streamed=240,
    flood=240,
    cameras=2,
    watched_s=HOUR_S // 3,
)
