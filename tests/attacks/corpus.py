"""Reads the corpus: submissions that attack the grader, each with what it must score in its first lines.

'''What it does.

must: no points | full points | points <= N
verdict: one that the whole submission may get, or several with commas between them
says: words that the message of some check must hold
hides: words that no message may hold
outside: what it reaches in a plain test run, where that is shown (see naive.py)
'''
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prep.catalog.submissions import load_submission
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict

HERE: Final = Path(__file__).parent
TARGET: Final = HERE / "challenge/attacks/target"
BUDGET: Final = HERE / "challenge/attacks/budget"
RACES: Final = "budgets"
"""The class of attacks on latency budgets, which have a target of their own."""

FULL: Final = 100.0

_FIELD = re.compile(rb"^#? ?(must|verdict|says|hides|outside): (.+?)\r?$", re.MULTILINE)
_HEAD_BYTES: Final = 1000


@dataclass(frozen=True)
class Attack:
    """One submission of the corpus."""

    name: str
    """Its class and its own name: `ending/exit_at_import`."""

    path: Path
    least: float
    most: float
    verdicts: frozenset[Verdict]
    says: str
    hides: str
    outside: str

    @property
    def submission(self) -> Submission:
        if self.path.is_file():  # byte for byte: the reader of hand-ins would refuse or convert some of them
            return Submission(name=str(self.path), files={ENTRY_FILE: self.path.read_bytes()})
        return load_submission(self.path)


def load_attacks(*, races: bool = False) -> list[Attack]:
    """The corpus for `TARGET`, or with `races` that for `BUDGET`, sorted by name."""
    attacks = (_read(path) for path in _paths() if (path.parent.name == RACES) == races)
    return sorted(attacks, key=lambda attack: attack.name)


def load_attack(name: str) -> Attack:
    return next(attack for attack in load_attacks() if attack.name == name)


def _paths() -> Iterator[Path]:
    """A file is a submission, and so is a folder with an entry file."""
    for group in filter(Path.is_dir, (HERE / "submissions").iterdir()):
        for path in group.iterdir():
            if path.suffix == ".py" or (path / ENTRY_FILE).exists():
                yield path


def _read(path: Path) -> Attack:
    source = path / ENTRY_FILE if path.is_dir() else path
    with source.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    fields = {key.decode(): value.decode() for key, value in _FIELD.findall(head)}
    least, most = _bounds(fields["must"], path)
    verdicts = frozenset(map(Verdict, fields["verdict"].split(", "))) if "verdict" in fields else _default(least)
    return Attack(
        name=f"{path.parent.name}/{path.stem}",
        path=path,
        least=least,
        most=most,
        verdicts=verdicts,
        says=fields.get("says", ""),
        hides=fields.get("hides", ""),
        outside=fields.get("outside", ""),
    )


def _bounds(must: str, path: Path) -> tuple[float, float]:
    if must == "full points":
        return FULL, FULL
    if must == "no points":
        return 0.0, 0.0
    found = re.fullmatch(r"points <= (\d+)", must)
    assert found, f"{path}: `{must}` says nothing of points"
    return 0.0, float(found[1])


def _default(least: float) -> frozenset[Verdict]:
    return frozenset({Verdict.ACCEPTED}) if least == FULL else frozenset(v for v in Verdict if v.is_failure)
