"""The README's tables. Those of the study are written from all its findings, which hold times of the machine, too."""

from collections.abc import Mapping
from typing import Any

from projects.ops.tables import Rows
from projects.transformer.findings import Findings, load_findings
from projects.transformer.tables import TABLES
from projects.transformer.weights import FOLDER

FIGURES = "figures.json"


def tables(metrics: Mapping[str, Any]) -> dict[str, Rows]:
    findings = load_findings(FOLDER / FIGURES)
    return {**study_tables(findings), **metric_tables(metrics)}


def study_tables(findings: Findings) -> dict[str, Rows]:
    return {name: rows_of(findings) for name, rows_of in TABLES.items()}


def metric_tables(metrics: Mapping[str, Any]) -> dict[str, Rows]:
    return {
        "people": slice_rows("people in the tale", metrics["slices"]["people"]),
        "length": slice_rows("sentences", metrics["slices"]["length"]),
    }


def slice_rows(title: str, parts: Mapping[str, Any]) -> Rows:
    rows = [[title, "tales", "bits a token", "95 % interval"]]
    for name, one in parts.items():
        rows.append([name, f"{one['count']:,}", f"{one['mean']:.3f}", f"{one['low']:.3f} to {one['high']:.3f}"])
    return rows
