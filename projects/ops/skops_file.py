"""A scikit-learn model in a file of skops, which rebuilds known classes from plain data and runs nothing of its own."""

import io
import json
import re
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import skops.io

from projects.ops.errors import ProjectError

_ID = re.compile(r'("__id__": )(\d+)')
_MADE = (1980, 1, 1, 0, 0, 0)


def save_skops(model: object, path: Path) -> None:
    """The same bytes for the same model: without the time of day, and objects by number instead of by address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(model))) as made:
        schema = made.read("schema.json").decode()
        numbers: dict[str, str] = {}
        for found in _ID.finditer(schema):
            numbers.setdefault(found[2], str(len(numbers)))
        schema = _ID.sub(lambda found: found[1] + numbers[found[2]], schema)
        files = {name: made.read(name) for name in made.namelist() if name != "schema.json"}
    renamed = {}
    for name, body in files.items():
        stem, dot, ending = name.partition(".")
        renamed[numbers.get(stem, stem) + dot + ending] = body
        schema = schema.replace(f'"{name}"', f'"{numbers.get(stem, stem)}{dot}{ending}"')
    compact = json.dumps(json.loads(schema), separators=(",", ":"))
    with zipfile.ZipFile(path, "w") as kept:
        for name, body in [*sorted(renamed.items()), ("schema.json", compact.encode())]:
            kept.writestr(zipfile.ZipInfo(name, _MADE), body, zipfile.ZIP_DEFLATED, 9)


def load_skops(path: Path, trusted: Collection[str]) -> Any:  # noqa: ANN401 - whatever class was saved
    """Raises ProjectError: not a model of ours, or one that names something which is not `trusted`."""
    try:
        unknown = set(skops.io.get_untrusted_types(file=path)) - set(trusted)
        if unknown:
            raise ProjectError(f"{path} names {min(unknown)}, which no model of ours needs; it is not read")
        return skops.io.load(path, trusted=sorted(trusted))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ProjectError(f"cannot read the model {path}; run the pipeline again") from error
