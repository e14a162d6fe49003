"""A coding task and everything that decides how it is graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.model.reading import FurtherReading
from prep.model.symptom import Symptom


class Level(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class ChallengeKind(StrEnum):
    """What a person does in a challenge."""

    FUNCTION = "function"
    WARM_UP = "warm-up"
    """A function in ten minutes, as phone screens ask for."""

    BROKEN_TRAINING = "broken-training"
    """Given is a program with faults; each that is fixed counts for itself."""

    PROJECT = "project"
    """An open task: its work is run again as a whole."""


class Runtime(StrEnum):
    """Which libraries are imported in the jail before a submission arrives."""

    NUMPY = "numpy"
    SKLEARN = "sklearn"
    TORCH = "torch"
    ONNX = "onnx"


class Visibility(StrEnum):
    PUBLIC = "public"
    HIDDEN = "hidden"


WALL_FACTOR: Final = 3.0
"""How many times its limit in CPU seconds a submission may take by the wall clock, which sees sleep and deadlock."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a submission may use while it is graded."""

    check_s: float = 10.0
    """CPU seconds for one check, the import of the submission included; three times as long by the wall clock."""

    total_s: float = 60.0
    """CPU seconds for all checks together; three times as long by the wall clock."""

    memory_mb: int = 512
    """Memory of all processes of the submission, beyond what the libraries themselves occupy."""

    processes: int = 32
    """Processes and threads at one time."""

    disk_mb: int = 32
    """Size of the folder it may write to."""

    output_kb: int = 64
    """How much of what it prints is kept."""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One line of the marking scheme; its points are those of its checks."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A check that is scored by a number on hidden labels instead of passed or failed."""

    name: str
    """As people call it: "MAE", "F1"."""

    unit: str = ""
    lower_is_better: bool = False


@dataclass(frozen=True, kw_only=True)
class LatencyBudget:
    """How slow a call may be, as a multiple of the reference's time in the same run."""

    ratio: float


@dataclass(frozen=True, kw_only=True)
class Check:
    """One named test of a challenge; its id is the name of the test function without `test_`."""

    id: str
    title: str
    """What it looks at, in plain language; shown to the candidate, also for hidden checks."""

    criterion: str
    points: float
    visibility: Visibility = Visibility.HIDDEN
    advice: str = ""
    """What to look at when a hidden check fails; must not give the hidden case away."""

    topic: str = ""
    """The concept topic to read up on when the check fails."""

    questions: tuple[str, ...] = ()
    """Concept questions, at most three, to answer again when the check fails: who can answer them can fix it."""

    metric: Metric | None = None
    budget: LatencyBudget | None = None


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A wrong submission kept with the challenge, and the checks that must catch it."""

    file: str
    fails: tuple[str, ...]
    why: str
    """The mistake, as one would tell a person who made it."""


@dataclass(frozen=True, kw_only=True)
class EquivalentMutant:
    """A change of a right solution that no test can tell from it, and why."""

    reason: str
    diff: str = ""
    """The changed line as the mutant has it, stripped."""

    habit: str = ""
    """Instead of a line, a wrong habit by its name, wherever in this challenge it is not noticed."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """Makes a challenge a project: the work is run as a whole, as a script that writes predictions."""

    data: tuple[str, ...]
    """Tables that go out with it: `train.csv` lies in the challenge's folder as `data/train.csv.gz`."""


@dataclass(frozen=True, kw_only=True)
class ChallengeSpec:
    """What `challenge.toml` says."""

    format_version: int
    id: str
    """`<project>/<slug>`, the same as its folder."""

    title: str
    summary: str
    level: Level
    runtime: Runtime
    topics: tuple[str, ...]
    time_limit_minutes: int
    """For the person."""

    criteria: tuple[Criterion, ...]
    checks: tuple[Check, ...]
    kind: ChallengeKind = ChallengeKind.FUNCTION
    """That of a project follows from `project`, see `Challenge.kind`."""

    limits: Limits = field(default_factory=Limits)
    tellings: int | None = None
    """How often a metric score is told to one person; without a number, always."""

    project: Project | None = None
    """Set where the work is a notebook or a package that is run again, instead of functions that are called."""

    public_files: tuple[str, ...] = ()
    """What the public tests read: files of the challenge's folder, or of a reference project as `projects/…`.

    They go out with the tests, and so hold nothing that decides.
    """

    read_next: tuple[str, ...] = ()
    """What to read or try next, in Markdown."""

    reading: tuple[FurtherReading, ...] = ()
    """Pages and places in books about what it trains."""

    asked_in: int | None = None
    """In how many of 20 public lists of interview questions it stands, as the team estimates."""

    rejected: tuple[Rejected, ...] = ()
    equivalent_mutants: tuple[EquivalentMutant, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """A challenge as found on disk."""

    spec: ChallengeSpec
    folder: Path
    fingerprint: str
    """Hash of every file that can change a result; a result names the one that made it."""

    prompt: str
    starter: str
    hints: tuple[str, ...]
    symptoms: Mapping[str, Mapping[str, Symptom]] = field(default_factory=dict)
    """How each rejected submission fails each of its checks, by file and check, as far as it was recorded."""

    @property
    def id(self) -> str:
        return self.spec.id

    @property
    def kind(self) -> ChallengeKind:
        return ChallengeKind.PROJECT if self.spec.project else self.spec.kind

    @property
    def max_points(self) -> float:
        return sum(check.points for check in self.spec.checks)

    def checks(self, visibility: Visibility | None = None) -> tuple[Check, ...]:
        """Its checks in order, or only those a candidate may or may not see."""
        return tuple(c for c in self.spec.checks if visibility in (None, c.visibility))
