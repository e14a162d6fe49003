"""Text of every encoding that editors save in, as the UTF-8 that Python wants."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_END_OF_FILE: Final = b"\x1a"
_COOKIE: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """A text in UTF-8, byte for byte the one that came if that was UTF-8 already."""

    content: bytes
    saved_as: str = ""
    """The encoding that it came in, if another."""


def as_utf8(content: bytes) -> Text | None:
    """Read bytes as text, without the mark that old editors of Windows end a file with; None if they are none."""
    content = content.rstrip(_END_OF_FILE)
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content, codec, name)
    if b"\0" in content[:512]:
        wide = _wide(content)
        return _decoded(content, wide, "UTF-16") if wide else None
    if b"\0" in content:
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if _COOKIE.search(b"\n".join(content.split(b"\n", 2)[:2])):
            return Text(content)  # says itself how it is to be read
        return _decoded(content, "cp1252", "Windows-1252") if _is_mostly_plain(content) else None
    return Text(content)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain text is zero."""
    head = content[:512]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if odds > len(head) // 3 and evens < len(head) // 20 + 1:
        return "utf-16-le"
    return "utf-16-be" if evens > len(head) // 3 and odds < len(head) // 20 + 1 else ""


def _decoded(content: bytes, codec: str, name: str) -> Text | None:
    try:
        text = content.decode(codec)
    except UnicodeError:
        return None
    return Text(text.removeprefix("\ufeff").encode("utf-8", "backslashreplace"), name) if "\0" not in text else None


def _is_mostly_plain(content: bytes) -> bool:
    strange = sum(byte < 9 or 13 < byte < 32 for byte in content[:4096])
    high = sum(byte > 127 for byte in content[:4096])
    return not strange and high * 4 < min(len(content), 4096)
