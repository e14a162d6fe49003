"""What somebody wrote or a program printed, as a report shows it: letter by letter, with remarks and colours beside it.

All of it is text that a stranger chose, already made visible and cut; these blocks say how it is set apart.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class TokenKind(StrEnum):
    """What a run of code is, as far as it is coloured."""

    PLAIN = "plain"
    KEYWORD = "keyword"
    NAME = "name"
    """Of what is defined here."""

    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


@dataclass(frozen=True)
class Token:
    """A run of code of one kind, within a line."""

    text: str
    kind: TokenKind = TokenKind.PLAIN


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Somebody else's words or a program's, letter by letter."""

    kind: ClassVar[str] = "quote"
    label: str
    text: str
    code: bool = True
    """Set as code: line breaks and spaces count."""

    is_python: bool = False
    tokens: tuple[Token, ...] = ()
    """The whole text in runs; set where it is Python, last of all."""


@dataclass(frozen=True)
class CodeRemark:
    """A remark at a line of code."""

    text: str
    source: str
    """"check", "reviewer" or "style"."""


@dataclass(frozen=True)
class CodeLine:
    number: int
    text: str
    remarks: tuple[CodeRemark, ...] = ()
    tokens: tuple[Token, ...] = ()
    """The text in runs; set where it is Python, last of all."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A file with remarks at its lines."""

    kind: ClassVar[str] = "listing"
    file: str
    lines: tuple[CodeLine, ...]
    left_out: str = ""
    """What of it is not shown, if anything."""

    is_python: bool = False


class Change(StrEnum):
    """The sign before a line of a difference."""

    SAME = " "
    ADDED = "+"
    REMOVED = "-"


@dataclass(frozen=True)
class ChangedLine:
    change: Change
    text: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Two texts line by line, told apart by signs; places far from any change are left out."""

    kind: ClassVar[str] = "difference"
    label: str
    runs: tuple[tuple[ChangedLine, ...], ...]
    """Each a stretch of lines without a gap."""


@dataclass(frozen=True)
class Segment:
    """A run of an answer, and the labels of what it is evidence for."""

    text: str
    found: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    """Those of them whose evidence ends here; a label stands at the end of its evidence."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer in a person's own words, evidence highlighted."""

    kind: ClassVar[str] = "answer"
    label: str
    segments: tuple[Segment, ...]
    left_out: str = ""
