"""A report as Markdown (CommonMark with GitHub's tables), with nothing in it that a stranger could have marked up."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from prep.reports.pictures import Bars, Histogram, Scale, Trend
from prep.reports.view import (
    Answer,
    Block,
    Bullets,
    Difference,
    Entry,
    Facts,
    Headline,
    Inline,
    Listing,
    PaperForm,
    Photo,
    Prose,
    Quote,
    ReportView,
    Seal,
    Segment,
    Span,
    Steps,
    Table,
)

_SPECIAL: Final = re.compile(
    r"([\\`*_\[\]<>|~$@#]"  # emphasis, code, links, HTML, tables, mathematics, mentions
    r"|&(?=#?\w+;)"  # entities
    r"|:(?=//)|(?<=\bwww)\."  # addresses
    r"|(?<=^)[-+=](?=\s|[-=]))",  # lists, rules and headings, at the start of a line
    re.MULTILINE,
)
_NUMBERED: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_INDENT: Final = re.compile(r"^[ \t]+", re.MULTILINE)
_TICKS: Final = re.compile(r"`+")


def render_markdown(view: ReportView) -> str:
    """Headings, tables, quotes and code; pictures as the tables of their figures."""
    parts = [
        f"# {_escaped(view.title)}",
        _escaped(view.subtitle),
        " · ".join(_escaped(fact) for fact in view.facts),
    ]
    for number, section in enumerate(view.sections):
        if section.is_appendix and not any(before.is_appendix for before in view.sections[:number]):
            parts.append(_contents(view))
        parts.append(f"{'#' * section.level} {_escaped(section.title)}")
        parts += [text for block in section.blocks for text in _block(block)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _contents(view: ReportView) -> str:
    return (
        "\n".join(["In detail:", "", *(f"- {_escaped(one.title)}" for one in view.contents)]) if view.contents else ""
    )


def _block(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
    match block:
        case Headline():
            yield f"**{_escaped(block.figure)}**, {_escaped(block.label)}"
        case Prose():
            yield _spans(block.text)
        case Bullets():
            yield "\n".join(f"- {_spans(item)}" for item in block.items)
        case Difference():
            yield f"{_escaped(block.label)}:"
            yield from (_fenced("\n".join(f"{line.change} {line.text}" for line in run), "diff") for run in block.runs)
        case Seal():
            yield _spans(block.says)
            yield _fenced(block.text)
        case Quote():
            yield f"{_escaped(block.label)}:"
            yield _fenced(block.text) if block.code else _quoted(_escaped(block.text))
        case Photo():
            yield f"\\[{_escaped(block.in_words)}\\]"
        case Steps():
            yield "\n".join(_steps(block))
        case Facts():
            yield "\n".join(
                f"- {_escaped(f.name)}: {_code(f.value) if f.code else _escaped(f.value)}" for f in block.facts
            )
        case Table():
            yield f"{_escaped(block.caption)}:"
            yield _table([c.title for c in block.columns], [c.numeric for c in block.columns], block.rows)
        case Scale() | Bars() | Trend() | Histogram():
            yield f"*{_escaped(block.title)}.* {_escaped(block.description)}"
            yield _table(block.header, [False] + [True] * (len(block.header) - 1), block.rows)
        case Entry():
            yield from _entry(block)
        case Listing():
            yield from _listing(block)
        case Answer():
            yield f"{_escaped(block.label)}:"
            yield _quoted("".join(_segment(segment) for segment in block.segments))
            yield _escaped(block.left_out)
        case PaperForm():
            yield from _form(block)


def _steps(block: Steps) -> Iterator[str]:
    for number, step in enumerate(block.steps, 1):
        where = f"from “{_escaped(step.where_title)}”" if step.where else ""
        ways = [way for way in (where, _code(step.command) if step.command else "") if way]
        reading = f" To read: {_spans(step.reading)}" if step.reading else ""
        yield f"{number}. {_spans(step.text)}" + (f" ({'; '.join(ways)})" if ways else "") + reading


def _entry(entry: Entry) -> Iterator[str]:
    points = f" ({_escaped(entry.points)})" if entry.points else ""
    yield f"{_escaped(entry.mark)} **{_spans(entry.title)}**{points}: {_escaped(entry.remark)}"
    for block in entry.blocks:
        yield from _block(block)


def _listing(listing: Listing) -> Iterator[str]:
    yield f"{_code(listing.file)}:"
    width = len(str(len(listing.lines)))
    yield _fenced("\n".join(f"{line.number:>{width}}  {line.text}" for line in listing.lines))
    remarks = [
        f"- line {line.number}, {remark.source}: {_escaped(remark.text)}"
        for line in listing.lines
        for remark in line.remarks
    ]
    yield "\n".join(remarks)
    yield _escaped(listing.left_out)


def _segment(segment: Segment) -> str:
    text = _escaped(segment.text)
    labels = ",".join((*segment.wrong, *segment.found))
    if not labels or not text.strip():
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{text.strip()}** \\[{labels}\\]{after}"


def _form(form: PaperForm) -> Iterator[str]:
    for row in form.rows:
        yield f"**{_escaped(row.title)}**"
        yield _escaped(row.description)
        yield (
            "\n".join(f"- [ ] {_escaped(level.label)}: {_escaped(level.description)}" for level in row.levels)
            or "Points: \\_\\_\\_\\_"
        )
    for line in form.lines:
        yield f"{_escaped(line)}: \\_\\_\\_\\_"


def _spans(inline: Inline) -> str:
    return "".join(_span(span, is_first=number == 0) for number, span in enumerate(inline))


def _span(span: Span, *, is_first: bool) -> str:
    text = _code(span.text) if span.code else _escaped(span.text)
    if not (span.code or is_first) and span.text[:1].isspace():
        text = f" {text}"  # what follows code or strong words; only at the start of a line would it be an indent
    if span.strong and text.strip():
        text = f"**{text.strip()}**{' ' if text.endswith(' ') else ''}"
    # A section of the report has no address here.
    return f"[{text}]({span.href})" if span.href and not span.href.startswith("#") else text


def _table(header: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---:" if right else "---" for right in numeric]]
    told = [f"| {' | '.join(_cell(cell) if n != 1 else cell for cell in line)} |" for n, line in enumerate(lines)]
    return "\n".join([*told, *(f"| {' | '.join(map(_cell, row))} |" for row in rows)])


def _cell(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    """The text as text: no markup, no HTML, no link, no mention; line breaks kept as such."""
    # An indented line would be a code block.
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", _INDENT.sub("", text.replace("\u00a0", " "))))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _code(text: str) -> str:
    """Inline code whose own backticks end nothing."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    inside = f" {text} " if longest else text
    return f"{fence}{' '.join(inside.split(chr(10)))}{fence}"


def _fenced(text: str, language: str = "text") -> str:
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
