"""The model card and the data sheet, rendered from a run's own figures."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from projects.housing.columns import COLUMNS
from projects.housing.data import LARGE_SQFT
from projects.housing.ops.bounds import YEARS_SOLD
from projects.housing.ops.tables import slice_rows, tables
from projects.ops.files import read_json
from projects.ops.gate import Held
from projects.ops.manifest import read_manifest
from projects.ops.pages import render_page
from projects.ops.places import Places
from projects.ops.tables import markdown

TEMPLATES = Path(__file__).parent / "templates"

PROMISES = (
    f"It prices houses in Ames, Iowa, to {LARGE_SQFT:,} sq ft above ground, sold {YEARS_SOLD[0]} to {YEARS_SOLD[1]}.",
    "It refuses every other house, with the reason: another unit, an unknown neighbourhood, a misspelt column, too.",
    "It says between which two prices a sale probably lies, and how many cells of a house were unknown and estimated.",
)
BANS = (
    "Prices of today, or of any other place: markets move, and the model stands still (see the staleness below).",
    "Taxing, lending or insuring: neighbourhoods stand for groups of people, and cheap houses are priced worse.",
    "Pricing a house before it is offered: `Sale.Type` and `Sale.Condition` are known only with the contract.",
    "Advising what to rebuild: a coefficient says what goes with a price, not what causes it.",
)


def write_cards(places: Places, held: Sequence[Held]) -> None:
    metrics = read_json(places.metrics)
    manifest = read_manifest(places.model)
    written = {name: markdown(rows) for name, rows in tables(metrics).items()}
    written["every-neighbourhood"] = markdown(slice_rows("neighbourhood", metrics["slices"]["neighbourhood"]))
    written["age"] = markdown(slice_rows("age when sold", metrics["slices"]["age when sold"], by_error=False))
    written["circumstances"] = markdown(slice_rows("circumstances", metrics["slices"]["circumstances"]))
    view = {
        "title": "prices of houses",
        "manifest": manifest,
        "libraries": ", ".join(f"{name} {version}" for name, version in manifest.libraries.items()),
        "promises": PROMISES,
        "bans": BANS,
        "metrics": metrics,
        "tables": written,
        "gate": [asdict(one) for one in held],
        "columns": COLUMNS,
    }
    places.cards.mkdir(parents=True, exist_ok=True)
    for name in ("MODEL.md", "DATA.md"):
        (places.cards / name).write_text(render_page(f"{name}.j2", view, own=TEMPLATES), encoding="utf-8")
