"""A report as plain data: sections of blocks; everything a rendering needs, nothing it would have to work out.

HTML, PDF, Markdown and the terminal each know how to draw every kind of block and nothing of what it is about, so that
no section can be in one of them and missing from another. Whatever a stranger wrote is in here already made visible
and cut; what is left to a rendering is to escape it for where it goes.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final

from prep.reports.excerpts import (
    Answer,
    Change,
    ChangedLine,
    CodeLine,
    CodeRemark,
    Difference,
    Listing,
    Quote,
    Segment,
    Token,
    TokenKind,
)
from prep.reports.pictures import Bars, Histogram, Picture, Scale, Trend


class Audience(StrEnum):
    """Who reads a report, which decides what may be in it."""

    CANDIDATE = "candidate"
    REVIEWER = "reviewer"
    """Sees numbers instead of names, and what a candidate has no use for: ids, similarity, the form to fill in."""

    TEAM = "team"
    """Sees everybody together, and nobody by name."""


class Tone(StrEnum):
    """Colour only; whatever it says is said in words or by a mark as well."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Span:
    """A run of text in one style."""

    text: str
    code: bool = False
    strong: bool = False
    href: str = ""
    """An address on the web, or `#` and the id of a section of this report."""


Inline = tuple[Span, ...]

_MOST_TOGETHER: Final = 24
"""Lines."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """What it came to, in large type."""

    kind: ClassVar[str] = "outcome"
    figure: str
    """For example "82 of 100 points"."""

    label: str
    tone: Tone


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A short list, each item a line or two."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Prose:
    kind: ClassVar[str] = "prose"
    text: Inline
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture that came with somebody's work, as a PNG of nothing but pixels."""

    kind: ClassVar[str] = "photo"
    title: str
    """Says what it is of; what it shows only its author knows."""

    content: bytes
    width: int
    height: int
    """In pixels."""

    @property
    def in_words(self) -> str:
        """What stands for it where there are only letters."""
        return f"{self.title}, {self.width} by {self.height} pixels"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do next."""

    text: Inline
    where: str = ""
    """The id of the section or entry it follows from."""

    where_title: str = ""
    command: str = ""
    """What to type to do it."""

    reading: Inline = ()
    """What to read about it; a link in it leads to a section of this report."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    kind: ClassVar[str] = "steps"
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    code: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Column:
    title: str
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Each row begins with what it is about."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a list that was judged: a check, a key point, a misconception; with what there is to say about it."""

    kind: ClassVar[str] = "entry"
    mark: str
    """One character that says how it came out without colour."""

    tone: Tone
    title: Inline
    remark: str
    """The outcome in words, and what kind of thing it is."""

    points: str = ""
    blocks: tuple["Prose | Quote | Scale", ...] = ()
    id: str = ""
    """To be sent to from elsewhere in the report; unique in it, letters, digits and hyphens."""

    @property
    def is_long(self) -> bool:
        """Whether it may run over a page's end; shorter ones are kept together."""
        return sum(map(_lines, self.blocks)) > _MOST_TOGETHER


def _lines(block: "Prose | Quote | Scale") -> int:
    """About how many lines it takes on paper."""
    if isinstance(block, Quote):
        return 2 + block.text.count("\n") + len(block.text) // 90
    return 12 if isinstance(block, Scale) else 2


@dataclass(frozen=True)
class FormLevel:
    label: str
    description: str


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """A criterion to be marked by hand."""

    title: str
    description: str
    levels: tuple[FormLevel, ...]


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    """Boxes to tick with a pen."""

    kind: ClassVar[str] = "form"
    rows: tuple[FormRow, ...]
    lines: tuple[str, ...]
    """What is to be filled in below: comments, a signature, a date."""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """A signed result, as a square code for a telephone and as the same letters."""

    kind: ClassVar[str] = "seal"
    text: str
    """Capital letters, digits and a colon."""

    says: Inline
    """What it holds, and how it is checked."""


Block = (
    Headline
    | Bullets
    | Difference
    | Seal
    | Prose
    | Quote
    | Photo
    | Steps
    | Facts
    | Table
    | Bars
    | Scale
    | Trend
    | Histogram
    | Entry
    | Listing
    | Answer
    | PaperForm
)


@dataclass(frozen=True, kw_only=True)
class Section:
    id: str
    """Unique in the report; letters, digits and hyphens."""

    title: str
    level: int
    """2 for the sections of the report, 3 and 4 below; none is left out on the way down."""

    blocks: tuple[Block, ...] = ()
    is_appendix: bool = False
    """Whether it comes after the first page, which says everything that everybody needs."""


@dataclass(frozen=True, kw_only=True)
class ReportView:
    title: str
    subtitle: str
    """What kind of report it is, and about whom."""

    facts: tuple[str, ...]
    """Small print under the title: when, how long, at which level."""

    audience: Audience
    made_at: datetime
    """When what it tells of was finished; it is the document's date, so that the same result gives the same bytes."""

    sections: tuple[Section, ...]
    """Those of the first page, then those of the appendix."""

    @property
    def contents(self) -> tuple[Section, ...]:
        """What the list of contents names: the sections of the appendix, without those below them."""
        named = tuple(section for section in self.sections if section.is_appendix and section.level == 2)
        return named if len(named) > 1 else ()

    @property
    def signed(self) -> tuple[str, ...]:
        """The texts of its seals."""
        return tuple(b.text for section in self.sections for b in section.blocks if isinstance(b, Seal))


__all__ = [
    "Answer",
    "Audience",
    "Bars",
    "Block",
    "Bullets",
    "Change",
    "ChangedLine",
    "CodeLine",
    "CodeRemark",
    "Column",
    "Difference",
    "Entry",
    "Fact",
    "Facts",
    "FormLevel",
    "FormRow",
    "Headline",
    "Histogram",
    "Inline",
    "Listing",
    "PaperForm",
    "Photo",
    "Picture",
    "Prose",
    "Quote",
    "ReportView",
    "Scale",
    "Seal",
    "Section",
    "Segment",
    "Span",
    "Step",
    "Steps",
    "Table",
    "Token",
    "TokenKind",
    "Tone",
    "Trend",
]
