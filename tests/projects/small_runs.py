"""A project's pipeline in little, in a folder of its own: fewer examples, and limits that these can keep."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from projects.ops.places import Places
from projects.ops.project import Project, Stage

GATE = [{"figure": "main.f1", "at_least": 0.0}]


def small_places(project: Project, folder: Path, changes: Mapping[str, Any]) -> Places:
    """`changes` replace settings of the project's own params.yaml."""
    params = yaml.safe_load((project.home / "params.yaml").read_text(encoding="utf-8")) | dict(changes)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "params.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")
    return Places(
        work=folder / "work",
        params=folder / "params.yaml",
        metrics=folder / "metrics.json",
        model=folder / "model",
        cards=folder,
    )


def run_all(project: Project, places: Places) -> Places:
    for stage in Stage:
        if stage is not Stage.RECORD:
            project.stages[stage](places)
    return places
