"""Strangers' text on paper: visible, bounded in length, lines and height."""

import re
import unicodedata
from typing import Final

from prep.model.text import visible

TAB: Final = 4
_WARNING: Final = re.compile(r"(/|[A-Za-z]:\\).*:\d+: \w*Warning: ")
_MOST_STACKED: Final = 4
"""Marks on one letter; more than any script needs climb over the lines above."""


def shown(text: str, limit: int = 2000, lines: int = 40) -> str:
    """The text made visible, cut after so many characters and lines, and saying so."""
    kept = text[: limit + TAB].replace("\r\n", "\n").expandtabs(TAB)
    rows = kept.split("\n")
    if len(rows) > lines:
        left = text.count("\n") + 1 - lines
        return _plain("\n".join(rows[:lines]), limit) + f"\n… ({left:,} more lines)"
    if len(text) <= limit:
        return _plain(kept, len(kept))
    return _plain(kept[:limit], limit) + f"… ({len(text) - limit:,} more characters)"


def shown_line(text: str, limit: int = 200) -> str:
    """As `shown`, on one line."""
    return shown(" ".join(text[: 4 * limit].split()) + text[4 * limit :], limit, 1) if text else ""


def file_name(path: str) -> str:
    """The last part of a path; the folders before it are of the machine that graded, and nobody else's business."""
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def without_folders(text: str, path: str) -> str:
    """A text that speaks of a path, with its last part alone."""
    return text.replace(path, file_name(path)) if "/" in path else text


def without_warnings(output: str) -> str:
    """What a program printed without the warnings of libraries, which tell where these lie on the grader's disk."""
    kept, lines = [], iter(output.split("\n"))
    for line in lines:
        if _WARNING.match(line):
            following = next(lines, "")
            if not following.startswith(" "):  # the line of code that such a warning quotes
                kept.append(following)
        else:
            kept.append(line)
    return "\n".join(kept)


def _plain(text: str, limit: int) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text[:limit]
    return _unstacked(visible(text, limit))


def _unstacked(text: str) -> str:
    """Spell out the marks that pile up on one letter."""
    if text.isascii():
        return text
    parts, stacked = [], 0
    for character in text:
        stacked = stacked + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        parts.append(character if stacked <= _MOST_STACKED else character.encode("unicode_escape").decode("ascii"))
    return "".join(parts)
