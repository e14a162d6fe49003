"""The model card and the data sheet, rendered from a run's own figures."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from projects.ops.files import read_json
from projects.ops.gate import Held
from projects.ops.manifest import read_manifest
from projects.ops.pages import render_page
from projects.ops.places import Places
from projects.ops.tables import markdown
from projects.transformer.findings import load_findings
from projects.transformer.ops.asked import MOST_CHARACTERS
from projects.transformer.ops.predictor import LEAST_JUDGED, MOST_BITS
from projects.transformer.ops.tables import FIGURES, metric_tables, study_tables

TEMPLATES = Path(__file__).parent / "templates"

PROMISES = (
    f"It carries on tales of one village, from a prompt of at most {MOST_CHARACTERS:,} characters, within 256 tokens.",
    f"It refuses a prompt of {LEAST_JUDGED} tokens or more that is unlike them: over {MOST_BITS:g} bits a token.",
    "Of every tale that it ends it says whether it could have happened, by a reader that knows nothing of the model.",
)
BANS = (
    "Anything that should be true: most of its tales are not, and are told in the same tone.",
    "Any other text: it knows a hundred words and ten places.",
    "Conclusions about large models: no figure here says anything about one.",
)


def write_cards(places: Places, held: Sequence[Held]) -> None:
    metrics = read_json(places.metrics)
    manifest = read_manifest(places.model)
    findings = load_findings(places.model / FIGURES)
    written = {name: markdown(rows) for name, rows in {**study_tables(findings), **metric_tables(metrics)}.items()}
    view = {
        "title": "tales of a village",
        "manifest": manifest,
        "libraries": ", ".join(f"{name} {version}" for name, version in manifest.libraries.items()),
        "promises": PROMISES,
        "bans": BANS,
        "metrics": metrics,
        "tables": written,
        "gate": [asdict(one) for one in held],
    }
    places.cards.mkdir(parents=True, exist_ok=True)
    for name in ("MODEL.md", "DATA.md"):
        (places.cards / name).write_text(render_page(f"{name}.j2", view, own=TEMPLATES), encoding="utf-8")
