"""A hiring team's office for tests: tiny content, a database in memory of one test, a clock that stands still."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.pack import build_pack
from prep.assessment.register.collect import CollectedFile, collect
from prep.assessment.register.home import TakeHome, open_take_home
from prep.assessment.register.ledger import keep_grade, load_work, pending_works
from prep.assessment.spec.content import load_content
from prep.model.challenge import Visibility
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict
from prep.store.database import open_database
from tests.demo_challenge import HIDDEN, PUBLIC, RIGHT, SPEC
from tests.unit.fresh_database import lay_fresh_database

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

STARTER = "def double(x):\n    raise NotImplementedError\n"

ASSESSMENT = """
format_version = 1
id = "demo"
title = "Demo"
time_limit_minutes = 20
rubric = "look"
review_weight = 1.0
similarity_threshold = 0.6

[window]
closes = "2026-03-02T12:00:00+00:00"

[[challenges]]
id = "demo/double"
"""
RUBRIC = """
format_version = 1
id = "look"
title = "How it looks"

[[criteria]]
id = "clarity"
title = "Clear"
asks = "Names."
levels = [
  { id = "poor", title = "Poor", points = 0, anchor = "a, b, c" },
  { id = "fair", title = "Fair", points = 1, anchor = "value" },
  { id = "good", title = "Good", points = 2, anchor = "doubled" },
  { id = "best", title = "Best", points = 4, anchor = "nothing to add" },
]
"""


def write_content(folder: Path, *, assessment: str = ASSESSMENT, hidden: str = HIDDEN) -> Path:
    """Write content and the file of an assessment; returns that file."""
    challenge = folder / "challenges" / "demo" / "double"
    files = {
        challenge / "challenge.toml": SPEC.format(slug="double", title="Twice as much"),
        challenge / "prompt.md": "# Twice as much\n\nWrite `double(x)`.\n",
        challenge / "starter.py": STARTER,
        challenge / "reference.py": RIGHT,
        challenge / "hints.md": "# Hints\n\n## First hint\n\nAdd it to itself.\n",
        challenge / "tests" / "test_public.py": PUBLIC,
        challenge / "tests" / "test_hidden.py": hidden,
        folder / "rubrics" / "review" / "look.toml": RUBRIC,
        folder / "demo.toml": assessment,
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "demo.toml"


@dataclass
class Office:
    """Opening it again is coming back the next day."""

    folder: Path
    key: TeamKey = field(default_factory=lambda: TeamKey(b"k" * 32))

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'take-homes.db'}"

    def home(self) -> TakeHome:
        lay_fresh_database(self.folder / "take-homes.db")
        content = load_content(self.folder / "demo.toml", [self.folder])
        return open_take_home(open_database(self.database), content, self.key, NOW)

    def hand_in(self, name: str, code: str = RIGHT, at: datetime = NOW) -> CollectedFile:
        """Collect one file, as if it had come by mail."""
        path = self.folder / "inbox" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(code, "utf-8")
        (collected,) = collect(self.home(), [path], at)
        return collected

    def pack(self, code: str = "", extra_minutes: int = 0) -> Path:
        path = self.folder / f"demo{code}.pack.zip"
        path.write_bytes(build_pack(self.home().content, self.key, code, extra_minutes))
        return path

    def grade_all(self, points: Mapping[str, float] | None = None) -> None:
        """Give every work a grade without running it: full points, or those of its candidate's code."""
        home = self.home()
        for number in pending_works(home, "demo/double", home.content_version("demo/double")):
            work = load_work(home, number)
            result = result_of(home, (points or {}).get(work.code, 40.0))
            keep_grade(home, work, home.content_version("demo/double"), result, NOW)


def result_of(home: TakeHome, points: float) -> GradeResult:
    """A result with so many of 40 points."""
    first = min(points, 10.0)
    return GradeResult(
        challenge="demo/double",
        fingerprint=home.content_version("demo/double"),
        submission="",
        checks=(
            _check("doubles_two", first, 10.0, Visibility.PUBLIC),
            _check("doubles_minus_three", points - first, 30.0, Visibility.HIDDEN),
        ),
        isolation=Isolation.FULL,
        started_at=NOW,
        time_s=0.1,
        cpu_s=0.1,
    )


def _check(name: str, points: float, most: float, visibility: Visibility) -> CheckResult:
    verdict = Verdict.ACCEPTED if points == most else Verdict.WRONG_ANSWER
    return CheckResult(id=name, verdict=verdict, points=points, max_points=most, time_s=0.0, visibility=visibility)
