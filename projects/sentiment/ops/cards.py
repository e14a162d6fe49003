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
from projects.sentiment.ops.asked import LEAST_KNOWN, LEAST_WORDS, MOST_CHARACTERS
from projects.sentiment.ops.tables import slice_rows, tables

TEMPLATES = Path(__file__).parent / "templates"

PROMISES = (
    f"It reads English reviews of films, of {LEAST_WORDS} words and more, up to {MOST_CHARACTERS:,} characters.",
    f"It refuses what is shorter or longer, and a text of which it knows less than {LEAST_KNOWN:.0%} of the words.",
    "It says how sure it is, and on request which words and pairs said so.",
)
BANS = (
    "Anything about people: hiring, moderation, credit. It learnt what goes with praise of films, not what is meant.",
    "Reviews of other things: words change sides (an unpredictable film is not an unpredictable car).",
    "A single review that matters: one of ten answers is wrong, and irony is read as it stands.",
    "Counting opinions in a stream whose shares differ from one half, without counting its mistakes out.",
)


def write_cards(places: Places, held: Sequence[Held]) -> None:
    metrics = read_json(places.metrics)
    manifest = read_manifest(places.model)
    written = {name: markdown(rows) for name, rows in tables(metrics).items()}
    written["label"] = markdown(slice_rows("the review is", metrics["slices"]["label"]))
    view = {
        "title": "opinions of films",
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
