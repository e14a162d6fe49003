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


def places_of(home: Path, work: Path | None = None) -> Places:
    """Those of a project in its own folder, `home`; `work` lies under the current folder unless it is named."""
    return Places(
        work=work or Path("out", home.name, "pipeline"),
        params=home / "params.yaml",
        metrics=home / "metrics.json",
        model=_model_of(home),
        cards=home,
    )


def _model_of(home: Path) -> Path:
    """`weights` where a project keeps several models in one folder."""
    weights = home / "weights"
    return weights if weights.is_dir() else home / "model"
