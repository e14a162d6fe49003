"""Strangers' text on paper: visible, bounded in length, lines and height."""

import unicodedata
from typing import Final

from prep.model.text import visible

TAB: Final = 4
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
