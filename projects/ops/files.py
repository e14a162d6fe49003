"""JSON files that stages hand on to each other: with a version, sorted, and the same bytes for the same values."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from projects.ops.errors import ProjectError

FORMAT = 1


def write_json(path: Path, fields: Mapping[str, object]) -> None:
    """Raises ProjectError where the file cannot be written."""
    text = json.dumps({"format_version": FORMAT, **fields}, indent=1, allow_nan=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"cannot write {path}: {error.strerror}; name another folder") from error


def read_json(path: Path) -> dict[str, Any]:
    """Raises ProjectError: no such file, or not one of ours."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProjectError(f"cannot read {path}: {error.strerror}; run the pipeline first") from error
    except ValueError as error:
        raise ProjectError(f"{path} is not JSON; run the pipeline again") from error
    if not isinstance(content, dict) or content.pop("format_version", None) != FORMAT:
        raise ProjectError(f"{path} is not of format {FORMAT}; run the pipeline again")
    return content


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
