"""The README's tables, from the figures of a run, and from the costs of a quiet machine."""

from collections.abc import Mapping
from typing import Any

from projects.detection.kinds import NAMES
from projects.detection.report import engine_rows
from projects.detection.table import read_table
from projects.ops.tables import Rows


def tables(metrics: Mapping[str, Any]) -> dict[str, Rows]:
    return {
        "scores": _scores(metrics["graded"]),
        "operating": _operating(metrics["graded"]),
        "thresholds": _thresholds(metrics["thresholds"]),
        **{f"slices-{name}": slice_rows(name, parts) for name, parts in metrics["slices"].items()},
        "training": _training(metrics["training"]),
        "engines": engine_rows(read_table()),
    }


def slice_rows(title: str, parts: Mapping[str, Any]) -> Rows:
    return [[title, "labels", "found", "95 % interval"]] + [
        [name, f"{one['count']:,}", share(one["mean"]), f"{share(one['low'])} to {share(one['high'])}"]
        for name, one in parts.items()
    ]


def share(value: float) -> str:
    """Without the nought before the point."""
    return f"{value:.3f}".removeprefix("0")


def _scores(graded: Mapping[str, Any]) -> Rows:
    rows = [["model, frames", "number", "mAP50", "mAP50-95", *NAMES]]
    for model, domains in graded.items():
        for domain, one in domains.items():
            if "map50" in one:
                kinds = [share(one["of_kind"][name]) for name in NAMES]
                rows.append(
                    [f"{model}, {domain}", str(one["frames"]), share(one["map50"]), share(one["map50_95"]), *kinds]
                )
    return rows


def _operating(graded: Mapping[str, Any]) -> Rows:
    rows = [["model, frames", "precision", "recall", "false boxes a frame"]]
    for model, domains in graded.items():
        for domain, one in domains.items():
            cells = [_interval(one[name]) if name in one else "" for name in ("precision", "recall", "false_boxes")]
            rows.append([f"{model}, {domain}", *cells])
    return rows


def _interval(one: Mapping[str, float]) -> str:
    return f"{share(one['mean'])} ({share(one['low'])} to {share(one['high'])})"


def _thresholds(models: Mapping[str, Mapping[str, float]]) -> Rows:
    return [["model", *NAMES]] + [
        [model, *(f"{chosen[name]:.2f}".removeprefix("0") for name in NAMES)] for model, chosen in models.items()
    ]


def _training(models: Mapping[str, Mapping[str, float]]) -> Rows:
    return [["training", "epochs", "kept", "mAP50 on validation"]] + [
        [name, f"{one['epochs']:.0f}", f"{one['best_epoch']:.0f}", share(one["map50_on_validation"])]
        for name, one in models.items()
    ]
