"""Takes a finished run into the project: its weights, its figures, and the README's tables."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from projects.transformer.errors import TransformerError
from projects.transformer.findings import load_findings
from projects.transformer.study import BASE, TOKENISER, TRAINING, TUNED
from projects.transformer.tables import README, renew
from projects.transformer.weights import FOLDER


def keep(run: Path, figures: str) -> Iterator[Path]:
    """Each file as it is written. Raises TransformerError: a quick run, or none."""
    findings = load_findings(run / figures)
    if findings.quick:
        raise TransformerError(f"{run} is a quick run; only the figures of a full one are kept")
    FOLDER.mkdir(exist_ok=True)
    for name in (BASE, TUNED, TOKENISER, TRAINING, figures):
        shutil.copyfile(run / name, FOLDER / name)
        yield FOLDER / name
    README.write_text(renew(README.read_text(encoding="utf-8"), findings), encoding="utf-8")
    yield README
