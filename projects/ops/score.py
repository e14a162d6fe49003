"""The ML Test Score of a project: 28 rows in four sections, each with what earns it, and the least of the four sums.

After Breck, Cai, Nielsen, Salib and Sculley, *The ML Test Score: A Rubric for ML Production Readiness and Technical
Debt Reduction*, IEEE Big Data 2017. A row that a person has done and written down earns half a point, one that runs by
itself a whole one.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from projects.ops.errors import ProjectError

PROJECTS = Path(__file__).resolve().parents[1]

FORMAT = 1

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "data": {
        "schema": "What features may hold is captured in a schema",
        "beneficial": "Every feature is worth having",
        "cost": "No feature costs too much",
        "rules": "Features keep to rules about what may be used",
        "privacy": "Personal data is kept from where it does not belong",
        "new_features": "A new feature can be added quickly",
        "feature_code": "The code that makes features is tested",
    },
    "model": {
        "reviewed": "What the model is made by is checked in and reviewed",
        "online": "What is measured offline goes with what matters in use",
        "tuned": "Settings were chosen by trying others",
        "staleness": "What an old model costs is known",
        "baseline": "A simpler model is no better",
        "slices": "It is good enough on every important part of the data",
        "inclusion": "Groups of people are not treated worse",
    },
    "infrastructure": {
        "reproducible": "Training twice gives the same",
        "unit_tests": "The model's own code has unit tests",
        "integration": "The whole pipeline is tested from end to end",
        "validated": "Quality is checked before a model is served",
        "debuggable": "One answer can be followed step by step",
        "canary": "A new model is tried on a part of the traffic first",
        "rollback": "The model before can be put back",
    },
    "monitoring": {
        "dependencies": "A changed dependency is noticed",
        "invariants": "Inputs are held against what data must be",
        "skew": "Training and serving see the same features",
        "stale": "A model that is too old is noticed",
        "stable": "Answers are finite numbers, whatever comes",
        "performance": "A slower or larger model is noticed",
        "quality": "Worse answers are noticed",
    },
}


class Earned(StrEnum):
    AUTOMATED = "automated"
    MANUAL = "manual"
    NO = "no"

    @property
    def points(self) -> float:
        return {Earned.AUTOMATED: 1.0, Earned.MANUAL: 0.5, Earned.NO: 0.0}[self]


@dataclass(frozen=True, kw_only=True)
class Row:
    section: str
    key: str
    title: str
    earned: Earned
    by: tuple[str, ...]
    """`tests/….py::test_name`, `stage NAME`, `gate FIGURE`, or a file of the repository."""

    note: str


def load_rows(name: str, projects: Path = PROJECTS) -> tuple[Row, ...]:
    """All 28. Raises ProjectError: no such project, an unknown key, a row without a reason."""
    path = projects / name / "score.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        known = sorted(found.parent.name for found in projects.glob("*/score.toml"))
        raise ProjectError(f"no score is kept for `{name}`; there are {', '.join(known)}") from error
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{path}: {error}") from error
    if entries.pop("format_version", None) != FORMAT:
        raise ProjectError(f"{path}: format_version must be {FORMAT}")
    unknown = [key for key in entries if key not in SECTIONS]
    unknown += [
        f"{section}.{key}" for section in SECTIONS for key in entries.get(section, {}) if key not in SECTIONS[section]
    ]
    if unknown:
        raise ProjectError(f"{path}: nothing is called `{unknown[0]}`")
    return tuple(
        _row(path, section, key, title, entries.get(section, {}).get(key))
        for section, rows in SECTIONS.items()
        for key, title in rows.items()
    )


def section_points(rows: Sequence[Row]) -> dict[str, float]:
    return {section: sum(row.earned.points for row in rows if row.section == section) for section in SECTIONS}


def score(rows: Sequence[Row]) -> float:
    """The least of the four sections: what is not watched is not made up for by what is well tested."""
    return min(section_points(rows).values())


def missing_links(rows: Sequence[Row], name: str, root: Path) -> Iterator[str]:
    """What earns a row and does not exist, in the checkout at `root`."""
    home = root / "projects" / name
    stages = (home / "dvc.yaml").read_text(encoding="utf-8")
    params = (home / "params.yaml").read_text(encoding="utf-8")
    for row in rows:
        for link in row.by:
            kind, _, rest = link.partition(" ")
            file, _, test = link.partition("::")
            if kind == "stage":
                found = f"\n  {rest}:\n" in stages
            elif kind == "gate":
                found = f"figure: {rest}," in params
            elif test:
                found = (root / file).is_file() and f"def {test}(" in (root / file).read_text(encoding="utf-8")
            else:
                found = (root / link).is_file()
            if not found:
                yield f"{row.section}.{row.key}: {link}"


def render(name: str, rows: Sequence[Row]) -> str:
    lines = []
    for section, points in section_points(rows).items():
        lines += [f"{section.upper()}  {points:g} of {len(SECTIONS[section])}"]
        for row in (row for row in rows if row.section == section):
            lines += [
                f"  {row.earned.points:3g}  {row.title}",
                *(f"         {one}" for one in (row.note, *row.by) if one),
            ]
        lines += [""]
    return "\n".join([*lines, f"{name}: {score(rows):g}, the least of the four sections"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="prep project score", description="The ML Test Score of a project.")
    parser.add_argument("name", metavar="NAME")
    try:
        name = parser.parse_args(arguments).name
        print(render(name, load_rows(name)))
    except ProjectError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _row(path: Path, section: str, key: str, title: str, entry: Mapping[str, Any] | None) -> Row:
    place = f"{path}: {section}.{key}"
    if entry is None:
        raise ProjectError(f"{place} is missing; a row that is not earned says why")
    unknown = set(entry) - {"earned", "by", "note"}
    if unknown:
        raise ProjectError(f"{place} has no `{min(unknown)}`")
    try:
        earned = Earned(str(entry.get("earned")))
    except ValueError as error:
        raise ProjectError(f"{place}: earned must be {', '.join(Earned)}") from error
    by, note = tuple(entry.get("by", ())), str(entry.get("note", ""))
    if earned is Earned.AUTOMATED and not by:
        raise ProjectError(f"{place} is automated: say by what")
    if earned is not Earned.AUTOMATED and not note:
        raise ProjectError(f"{place} needs a note")
    return Row(section=section, key=key, title=title, earned=earned, by=by, note=note)


if __name__ == "__main__":
    sys.exit(main())
