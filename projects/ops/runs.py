"""Runs in MLflow's tracking store: one SQLite file for all projects, an experiment each, and nothing sent anywhere."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from projects.ops.errors import ProjectError
from projects.ops.files import read_json
from projects.ops.manifest import read_manifest
from projects.ops.places import Places
from projects.ops.project import Project

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DO_NOT_TRACK", "1")

STORE = Path("out/runs.db")
ARTIFACTS = Path("out/runs")

_PAGES = ("MODEL.md", "DATA.md", "metrics.json", "params.yaml")


def record_run(project: Project, places: Places, store: Path = STORE) -> str:
    """What the last run was made of and what it gave; the id of the run in the store."""
    client = _client(store)
    experiment = client.get_experiment_by_name(project.name)
    # Each experiment keeps its files beside the store, wherever that lies.
    number = (
        experiment.experiment_id
        if experiment
        else client.create_experiment(project.name, (store.parent / ARTIFACTS.name).resolve().as_uri())
    )
    manifest = read_manifest(places.model)
    params = yaml.safe_load(places.params.read_text(encoding="utf-8"))
    run = client.create_run(number, tags={"model": manifest.label, "data": manifest.data_sha256})
    identity: str = run.info.run_id
    for name, value in _flat(params):
        client.log_param(identity, name, value)
    for name, value in _flat(read_json(places.metrics)):
        if isinstance(value, int | float) and not isinstance(value, bool):
            client.log_metric(identity, _allowed(name), float(value))
    for name in _PAGES:
        for path in {places.cards / name, places.metrics, places.params}:
            if path.name == name and path.is_file():
                client.log_artifact(identity, str(path))
    client.set_terminated(identity)
    return identity


def show_runs(name: str, *, most: int, store: Path = STORE) -> str:
    """The newest runs as a table of text: when, which model, and the main figures."""
    if not store.is_file():
        raise ProjectError(f"no run is recorded in {store}; run the pipeline first")
    client = _client(store)
    experiment = client.get_experiment_by_name(name)
    runs = client.search_runs([experiment.experiment_id], max_results=most) if experiment else []
    if not runs:
        raise ProjectError(f"no run of {name} is recorded in {store}; run the pipeline first")
    figures = sorted({key for run in runs for key in run.data.metrics if key.startswith("main.")})
    rows = [["when (UTC)", "model", *(key.removeprefix("main.") for key in figures)]]
    for run in runs:
        when = datetime.fromtimestamp(run.info.start_time / 1_000, tz=UTC)
        values = [f"{run.data.metrics[key]:.5g}" if key in run.data.metrics else "-" for key in figures]
        rows.append([f"{when:%Y-%m-%d %H:%M:%S}", run.data.tags.get("model", "-"), *values])
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _client(store: Path) -> Any:  # noqa: ANN401 - MLflow's client, which loads for a second
    from mlflow import MlflowClient

    try:
        store.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(f"cannot make the folder {store.parent}: {error.strerror}") from error
    return MlflowClient(f"sqlite:///{store}")


def _flat(values: object, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(values, Mapping):
        for key, value in values.items():
            yield from _flat(value, f"{name}.{key}" if name else str(key))
    elif isinstance(values, list):
        for place, value in enumerate(values):
            yield from _flat(value, f"{name}.{place}")
    else:
        yield name, values


def _allowed(name: str) -> str:
    """MLflow takes letters, digits and a few signs in a name."""
    return "".join(sign if sign.isalnum() or sign in "_-./ " else "_" for sign in name)[:250]
