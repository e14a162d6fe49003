"""Which model answers, by alias: the champion, a canary that answers a share of the frames, a shadow whose answers are
only compared. A small file says so; the service reads it anew when it changes, and a rollback is a change of it.
"""

import json
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from projects.detection.errors import DetectionError

FORMAT_VERSION = 1
_KEPT = 10


class Alias(StrEnum):
    CHAMPION = "champion"
    CANARY = "canary"
    """Answers a share of the frames; what it cannot do, the champion does."""

    SHADOW = "shadow"
    """Works on copies. No client sees its answers."""


@dataclass(frozen=True, kw_only=True)
class Releases:
    """Paths of models."""

    champion: Path
    canary: Path | None = None
    share: float = 0.1
    """Of the frames that the canary answers."""

    shadow: Path | None = None
    before: tuple[Path, ...] = ()
    """Earlier champions, the last one last."""

    def promote(self) -> "Releases":
        """The canary becomes the champion."""
        if self.canary is None:
            raise DetectionError("there is no canary to promote; name one with --canary FILE")
        return replace(self, champion=self.canary, canary=None, before=(*self.before, self.champion)[-_KEPT:])

    def roll_back(self) -> "Releases":
        """Away with the canary; without one, the champion before this one comes back."""
        if self.canary is not None:
            return replace(self, canary=None)
        if not self.before:
            raise DetectionError("there is no earlier champion to go back to; name one with --champion FILE")
        return replace(self, champion=self.before[-1], before=self.before[:-1])

    def crown(self, champion: Path) -> "Releases":
        """Another champion at once, without a canary's time."""
        return replace(self, champion=champion, before=(*self.before, self.champion)[-_KEPT:])


def read_releases(path: Path) -> Releases:
    """Models are named from the folder of the file.

    Raises:
        DetectionError: it cannot be read, or a model is missing.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DetectionError(f"cannot read {path}: {error}; write it with the part `release`") from error
    if not isinstance(fields, dict) or fields.get("format_version") != FORMAT_VERSION:
        raise DetectionError(f"{path}: format_version must be {FORMAT_VERSION}; write it with the part `release`")
    unknown = fields.keys() - {"format_version", "champion", "canary", "share", "shadow", "before"}
    if unknown:
        raise DetectionError(f"{path}: unknown key {min(unknown)}; write it with the part `release`")
    champion = _model(path, fields, "champion")
    if champion is None:
        raise DetectionError(f"{path}: no champion; name one with --champion FILE")
    share = fields.get("share", 0.1)
    if not isinstance(share, int | float) or isinstance(share, bool) or not 0 < share <= 1:
        raise DetectionError(f"{path}: share is {share!r}; it must be above 0 and at most 1")
    before = fields.get("before", [])
    if not isinstance(before, list) or not all(isinstance(name, str) for name in before):
        raise DetectionError(f"{path}: before must be a list of names of models")
    return Releases(
        champion=champion,
        canary=_model(path, fields, "canary"),
        share=float(share),
        shadow=_model(path, fields, "shadow"),
        before=tuple((path.parent / name).resolve() for name in before),
    )


def write_releases(releases: Releases, path: Path) -> None:
    """At once or not at all: a service may read it at any moment."""

    def name(model: Path | None) -> str | None:
        return None if model is None else os.path.relpath(model, path.resolve().parent)

    fields = {
        "format_version": FORMAT_VERSION,
        "champion": name(releases.champion),
        "canary": name(releases.canary),
        "share": releases.share,
        "shadow": name(releases.shadow),
        "before": [name(model) for model in releases.before],
    }
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(json.dumps(fields, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise DetectionError(f"cannot write {path}: {error.strerror}; name another file with --releases") from error


def _model(path: Path, fields: dict[str, object], alias: str) -> Path | None:
    name = fields.get(alias)
    if name is None:
        return None
    if not isinstance(name, str):
        raise DetectionError(f"{path}: {alias} is {name!r}; it must be the name of a file")
    model = (path.parent / name).resolve()
    if not model.is_file():
        raise DetectionError(f"{path}: no model at {model} for {alias}")
    return model


def change_releases(
    path: Path,
    *,
    champion: Path | None = None,
    canary: Path | None = None,
    share: float = 0.1,
    shadow: Path | None = None,
    promote: bool = False,
    rollback: bool = False,
) -> Releases:
    """One change, written; without any, what the file says. A new file begins with a champion.

    Raises:
        DetectionError: there is no such model, or nothing to promote or to go back to.
    """
    for model in (champion, canary, shadow):
        if model is not None and not model.is_file():
            raise DetectionError(f"no model at {model}")
    if champion is not None and not path.exists():
        releases = Releases(champion=champion.resolve())
    else:
        releases = read_releases(path)
        if champion is not None:
            releases = releases.crown(champion.resolve())
    if canary is not None:
        releases = replace(releases, canary=canary.resolve(), share=share)
    elif shadow is not None:
        releases = replace(releases, shadow=shadow.resolve())
    elif promote:
        releases = releases.promote()
    elif rollback:
        releases = releases.roll_back()
    if champion or canary or shadow or promote or rollback:
        write_releases(releases, path)
    return releases
