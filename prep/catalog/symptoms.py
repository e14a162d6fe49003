"""The record of how rejected submissions fail, which tells the next one that fails alike what is wrong with it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from prep.model.errors import ContentError
from prep.model.symptom import Symptom

SYMPTOMS_FILE: Final = "submissions/symptoms.json"
"""In a challenge's folder; it changes no grade, so it is no part of the fingerprint."""

_FORMAT_VERSION: Final = 1

Recorded = Mapping[str, Mapping[str, Symptom]]
"""By the file of the rejected submission, then by the id of the check."""


def read_symptoms(folder: Path) -> Recorded:
    """What is recorded of the challenge in this folder; nothing where there is no record.

    Raises:
        ContentError: the record cannot be read.
    """
    path = folder / SYMPTOMS_FILE
    try:
        told = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise _broken(path) from None
    match told:
        case {"format_version": 1, "rejected": dict(rejected)}:
            return {file: _by_check(path, checks) for file, checks in rejected.items()}
    raise _broken(path)


def symptoms_text(recorded: Recorded) -> str:
    """The record as it is written, one line a submission, so that a change shows as few lines as it touches."""
    lines = [
        f"  {json.dumps(file)}: {json.dumps({check: str(found) for check, found in sorted(checks.items())})}"
        for file, checks in sorted(recorded.items())
    ]
    return f'{{"format_version": {_FORMAT_VERSION}, "rejected": {{\n' + ",\n".join(lines) + "\n}}\n"


def _by_check(path: Path, checks: Any) -> dict[str, Symptom]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(checks, dict):
        raise _broken(path)
    found = {check: Symptom.parse(text) for check, text in checks.items() if isinstance(text, str)}
    if len(found) != len(checks) or None in found.values():
        raise _broken(path)
    return {check: symptom for check, symptom in found.items() if symptom is not None}


def _broken(path: Path) -> ContentError:
    return ContentError(f"{path}: not a record of symptoms; `prep author symptoms` writes it anew")
