"""The model card and the data sheet, rendered from a run's own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from projects.detection.ops.tables import slice_rows, tables
from projects.detection.serve.frames import MAX_ASPECT, MAX_BYTES, MAX_PIXELS, MIN_SIDE
from projects.ops.files import read_json
from projects.ops.gate import Held
from projects.ops.manifest import read_manifest
from projects.ops.pages import render_page
from projects.ops.places import Places
from projects.ops.tables import markdown

TEMPLATES = Path(__file__).parent / "templates"

PROMISES = (
    "It finds barcodes, QR codes, square fiducial markers and price tags from a two-hundredth to a half of the frame.",
    (
        f"It takes JPEG and PNG pictures of up to {MAX_BYTES // 1_000_000} MB and {MAX_PIXELS:,} pixels, at least "
        f"{MIN_SIDE} each way and at most {MAX_ASPECT} times as long as wide, and refuses every other with the reason."
    ),
    "It reports a box only above its kind's threshold, which was chosen on photos that neither trained nor tested it.",
)
BANS = (
    "Reading a code: it says where one is, not what it says.",
    "Anything where a missed label harms somebody: of a hundred it misses a few, and more in the dark (see below).",
    "Finding people, or telling them apart: the photos behind the labels show some, and none is labelled.",
    "Another camera's pictures without a test on them: labels were drawn onto photos, no printed one was ever seen.",
)


def write_cards(places: Places, held: Sequence[Held], data: Mapping[str, Any]) -> None:
    metrics = read_json(places.metrics)
    manifest = read_manifest(places.model)
    view = {
        "title": "labels in a camera's frame",
        "manifest": manifest,
        "libraries": ", ".join(f"{name} {version}" for name, version in manifest.libraries.items()),
        "promises": PROMISES,
        "bans": BANS,
        "metrics": metrics,
        "tables": {name: markdown(rows) for name, rows in tables(metrics).items()},
        "slices": {name: markdown(slice_rows(name, parts)) for name, parts in metrics["slices"].items()},
        "gate": [asdict(one) for one in held],
        "data": data,
    }
    places.cards.mkdir(parents=True, exist_ok=True)
    for name in ("MODEL.md", "DATA.md"):
        (places.cards / name).write_text(render_page(f"{name}.j2", view, own=TEMPLATES), encoding="utf-8")
