"""From a raw review to its words."""

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def plain(text: str) -> str:
    """The text as a reader saw it, on one line: no markup, curly apostrophes made straight.

    A tag becomes a space: "end.<br />Start" are two words. Entities are read after the tags are gone, so that
    a written "&lt;3" does not become one.
    """
    bare = unescape(_TAG.sub(" ", text)).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(bare.split())


def tokenise(text: str) -> list[str]:
    """Runs of letters and digits in lower case, in order. "Don't" stays one word: half of it means the opposite."""
    return _WORD.findall(plain(text).lower())
