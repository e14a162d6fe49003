"""Where a pipeline reads and writes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Places:
    work: Path
    """What stages hand on to each other; can be made again."""

    params: Path
    metrics: Path
    """The figures, from which the README's tables and the cards are written."""

    model: Path
    """The folder of the kept model."""

    cards: Path
    """The folder for MODEL.md and DATA.md."""


def places_of(home: Path, model: str = "model") -> Places:
    """Those of a project in its own folder, `home`; work lies under the current folder."""
    return Places(
        work=Path("out", home.name, "pipeline"),
        params=home / "params.yaml",
        metrics=home / "metrics.json",
        model=home / model,
        cards=home,
    )
