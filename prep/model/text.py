"""Makes text that a stranger chose safe to show: nothing invisible, nothing that steers a terminal, nothing endless."""

import unicodedata

_KEPT = frozenset("\n\t")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""Scripts and emoji need these to be shown right, and they steer nothing."""


def visible(text: str, limit: int = 10_000) -> str:
    """The text with control, format and other invisible characters spelled out, cut after `limit` characters."""
    cut = text[:limit]
    shown = "".join(_spell(character) for character in cut)
    left = len(text) - len(cut)
    return f"{shown}… ({left:,} more characters)" if left else shown


def one_line(text: str, limit: int = 300) -> str:
    """As `visible`, on one line."""
    return visible(" ".join(text.split()), limit)


def without_password(url: str) -> str:
    """An address without who logs in there, and with what; also one that is written wrong."""
    before, at, host = url.rpartition("@")
    scheme = before.partition("://")[0] if "://" in before else ""
    return f"{scheme}{'://' if scheme else ''}…@{host}" if at else url


def figure(value: float) -> str:
    """A number as people write it: thousands whole and grouped, smaller ones to four digits."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def count_words(count: int, one: str, many: str = "") -> str:
    """As "1 check" or "3 checks"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _spell(character: str) -> str:
    if character in _KEPT or character in _JOINERS or unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape").decode("ascii")
