"""The README's tables, from the figures of a run."""

from collections.abc import Mapping
from typing import Any

from projects.ops.tables import Rows


def tables(metrics: Mapping[str, Any]) -> dict[str, Rows]:
    return {
        "models": _models(metrics),
        "films": _films(metrics["films"]),
        "length": slice_rows("length", metrics["slices"]["length"]),
        "says": slice_rows("says", metrics["slices"]["says"]),
    }


def slice_rows(title: str, parts: Mapping[str, Any]) -> Rows:
    rows = [[title, "reviews", "right answers", "95 % interval"]]
    for name, one in sorted(parts.items(), key=lambda part: part[1]["mean"]):
        rows.append([name, f"{one['count']:,}", f"{one['mean']:.1%}", f"{one['low']:.1%} to {one['high']:.1%}"])
    return rows


def _models(metrics: Mapping[str, Any]) -> Rows:
    rows = [["model", "features", "precision", "recall", "F1", "95 % interval"]]
    models = [*metrics["models"], {"name": "**the kept model**", "features": "TF-IDF, shortened", **metrics["main"]}]
    models += [{"name": name, "features": "none learnt", **one} for name, one in metrics["baselines"].items()]
    for one in models:
        interval = f"{one['low']:.3f} to {one['high']:.3f}"
        figures = [f"{one[name]:.3f}" for name in ("precision", "recall", "f1")]
        rows.append([one["name"], one["features"], *figures, interval])
    return rows


def _films(films: Mapping[str, Any]) -> Rows:
    rows = [["test reviews drawn", "F1", "lowest", "highest"]]
    for name, words in (("together", "one by one: the same films on both sides"), ("apart", "in blocks: other films")):
        rows.append([words, *(f"{films[name][figure]:.3f}" for figure in ("f1", "lowest", "highest"))])
    return rows
