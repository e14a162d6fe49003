"""A team's own look: name, logo, colours, and templates of its own in place of ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.catalog.reader import read_spec
from prep.model.errors import ContentError

THEME_FILE: Final = "theme.toml"
MAX_LOGO_BYTES: Final = 512_000
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST: Final = 4.5
"""Of text on white paper, by WCAG 2.2, success criterion 1.4.3."""

DARK: Final = "#14181f"
"""The page where a reader prefers dark ones."""

_CONTRAST_ON_DARK: Final = 7.5
"""More than is asked for, because boxes are a little lighter than the page."""

_LOGO_TYPES: Final = {".svg": "svg", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


class PaperSize(StrEnum):
    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, kw_only=True)
class Logo:
    content: bytes
    type: str
    """"svg", "png" or "jpeg"."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """How reports look; the default is ours."""

    team: str = ""
    """Stands in the header and on every page."""

    footer: str = ""
    """A line at the foot of every page, for example how long reports are kept."""

    ink: str = "#1d2433"
    accent: str = "#1f4e8c"
    good: str = "#14653c"
    bad: str = "#a3281f"
    paper: PaperSize = PaperSize.A4
    logo: Logo | None = None
    templates: Path | None = None
    """A folder whose files are taken instead of ours of the same name."""


DEFAULT_THEME: Final = Theme()


@dataclass(frozen=True, kw_only=True)
class _ThemeFile:
    """What a theme's TOML says."""

    format_version: int
    team: str = ""
    footer: str = ""
    logo: str = ""
    ink: str = DEFAULT_THEME.ink
    accent: str = DEFAULT_THEME.accent
    good: str = DEFAULT_THEME.good
    bad: str = DEFAULT_THEME.bad
    paper: PaperSize = PaperSize.A4
    templates: str = ""


def load_theme(path: Path) -> Theme:
    """Read a theme; files that it names lie beside it.

    Raises:
        ContentError: it is missing or broken, a colour is too pale to be read on white, or a file is not there.
    """
    spec = read_spec(path, _ThemeFile)
    for name in ("ink", "accent", "good", "bad"):
        _require_legible(path, name, getattr(spec, name))
    theme = Theme(
        team=spec.team,
        footer=spec.footer,
        ink=spec.ink.lower(),
        accent=spec.accent.lower(),
        good=spec.good.lower(),
        bad=spec.bad.lower(),
        paper=spec.paper,
    )
    if spec.logo:
        theme = replace(theme, logo=_load_logo(path, spec.logo))
    if spec.templates:
        theme = replace(theme, templates=_folder(path, spec.templates))
    return theme


def find_theme(roots: Sequence[Path]) -> Theme:
    """The theme of the first content folder that has one, else ours.

    Raises:
        ContentError: it is broken.
    """
    for root in roots:
        if (root / THEME_FILE).is_file():
            return load_theme(root / THEME_FILE)
    return DEFAULT_THEME


def contrast_on_white(colour: str) -> float:
    """The contrast of `#rrggbb` on white, from 1 to 21, as WCAG 2.2 defines it."""
    return 1.05 / (_luminance(colour) + 0.05)


def on_dark(colour: str, contrast: float = _CONTRAST_ON_DARK) -> str:
    """The same colour, mixed with as much white as it needs to be read on a dark page, and on its washes."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for white in range(101):
        mixed = "#" + "".join(f"{round(c + (255 - c) * white / 100):02x}" for c in channels)
        if (_luminance(mixed) + 0.05) / (_luminance(DARK) + 0.05) >= contrast:
            return mixed
    return "#ffffff"


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _require_legible(path: Path, name: str, colour: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise ContentError(f'{path}: `{name}` is {colour!r}; write a colour as "#rrggbb"')
    contrast = contrast_on_white(colour)
    if contrast < _LEAST_CONTRAST:
        raise ContentError(
            f"{path}: `{name}` = {colour!r} has contrast {contrast:.1f} on white paper, too pale to be read; "
            f"choose a darker one, from {_LEAST_CONTRAST:g} up"
        )


def _load_logo(path: Path, name: str) -> Logo:
    file = path.parent / name
    if file.suffix.lower() not in _LOGO_TYPES:
        raise ContentError(f"{path}: `logo` is {name!r}; it can be {', '.join(sorted(_LOGO_TYPES))}")
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_LOGO_BYTES + 1)
    except OSError as error:
        raise ContentError(f"{path}: `logo`: {file} cannot be read: {error.strerror}") from None
    if len(content) > MAX_LOGO_BYTES:
        raise ContentError(f"{path}: `logo`: {file} is larger than {MAX_LOGO_BYTES // 1000} kB; make it smaller")
    return Logo(content=content, type=_LOGO_TYPES[file.suffix.lower()])


def _folder(path: Path, name: str) -> Path:
    folder = path.parent / name
    if not folder.is_dir():
        raise ContentError(f"{path}: `templates`: there is no folder {folder}")
    return folder
