"""A report for a terminal, a screen reader or a plain file: no colour, no control sequence, pictures in letters."""

from collections.abc import Iterator, Sequence
from typing import Final

from prep.reports.inline import text_of
from prep.reports.pictures import Bars, Histogram, Scale, Trend
from prep.reports.view import (
    Answer,
    Block,
    Bullets,
    Difference,
    Entry,
    Facts,
    Headline,
    Listing,
    PaperForm,
    Photo,
    Prose,
    Quote,
    ReportView,
    Seal,
    Segment,
    Steps,
    Table,
)

_RULES: Final = {2: "=", 3: "-"}
_LEAST_WIDTH: Final = 40


def render_text(view: ReportView, width: int = 80) -> str:
    """Wrapped to `width` cells, 40 at least; wide letters count two."""
    width = max(_LEAST_WIDTH, width)
    lines = [*_wrap(view.title.upper(), width), *_wrap(view.subtitle, width), *_wrap(" · ".join(view.facts), width)]
    for number, section in enumerate(view.sections):
        if section.is_appendix and not any(before.is_appendix for before in view.sections[:number]) and view.contents:
            titles = "; ".join(one.title for one in view.contents)
            lines += ["", *_hanging("In detail: ", titles, width)]
        title = _wrap(section.title, width)
        rule = _RULES.get(section.level, "")
        lines += ["", *title, *([rule * min(width, max(map(_cells, title)))] if rule else [])]
        for block in section.blocks:
            lines += [line.rstrip() for line in _block(block, width)]
    return "\n".join(lines) + "\n"


def block_text(block: Block, width: int) -> str:
    """One block by itself."""
    return "\n".join(line.rstrip() for line in _block(block, width)) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
    match block:
        case Headline():
            yield from _wrap(f"[ {block.figure} ]  {block.label}", width)
        case Prose():
            yield from _wrap(text_of(block.text), width)
        case Bullets():
            for item in block.items:
                yield from _hanging("- ", text_of(item), width)
        case Difference():
            yield from _difference(block, width)
        case Seal():
            yield from _wrap(text_of(block.says), width)
            yield block.text  # on one line, so that it can be copied
        case Quote():
            yield from _wrap(f"{block.label}:", width)
            yield from _barred(block.text, width)
        case Photo():
            yield from _wrap(f"[{block.in_words}]", width)
        case Steps():
            for number, step in enumerate(block.steps, 1):
                yield from _hanging(f"{number}. ", text_of(step.text), width)
                where = f"from {step.where_title}" if step.where else ""
                yield from _hanging("   ", "; ".join(filter(None, (where, step.command))), width)
                if step.reading:
                    yield from _hanging("   ", f"To read: {text_of(step.reading)}", width)
        case Facts():
            for fact in block.facts:
                yield from _hanging("  ", f"{fact.name}: {fact.value}", width)
        case Table():
            yield from _wrap(f"{block.caption}:", width)
            yield from _table([c.title for c in block.columns], block.rows, width)
        case Scale() | Bars() | Trend() | Histogram():
            yield from _wrap(f"{block.title}:", width)
            yield from _sketch(block, min(width, 60))
        case Entry():
            points = f" [{block.points}]" if block.points else ""
            yield from _hanging(f"{block.mark} ", f"{text_of(block.title)}{points}", width)
            yield from _hanging("  ", block.remark, width)
            for inner in block.blocks:
                yield from (f"  {line}" for line in _block(inner, width - 2))
        case Listing():
            yield from _listing(block, width)
        case Answer():
            yield from _wrap(f"{block.label}:", width)
            yield from _barred("".join(map(_segment, block.segments)), width)
            yield from _wrap(block.left_out, width) if block.left_out else ()
        case PaperForm():
            yield from _form(block, width)


def _segment(segment: Segment) -> str:
    labels = ",".join((*segment.wrong, *segment.found))
    return f"«{segment.text}»[{labels}]" if labels else segment.text


def _listing(listing: Listing, width: int) -> Iterator[str]:
    yield from _wrap(f"{listing.file}:", width)
    digits = len(str(len(listing.lines)))
    for line in listing.lines:
        first, *more = _broken(line.text, width - digits - 2) or [""]
        yield f"{line.number:>{digits}}  {first}"
        yield from (f"{' ' * digits}  {rest}" for rest in more)
        for remark in line.remarks:
            yield from _hanging(f"{' ' * digits}  <- ", f"{remark.source}: {remark.text}", width)
    if listing.left_out:
        yield from _wrap(listing.left_out, width)


def _difference(difference: Difference, width: int) -> Iterator[str]:
    yield from _wrap(f"{difference.label}:", width)
    for number, run in enumerate(difference.runs):
        if number:
            yield "..."
        for line in run:
            first, *more = _broken(line.text, width - 2) or [""]
            yield f"{line.change} {first}"
            yield from (f"  {rest}" for rest in more)


def _form(form: PaperForm, width: int) -> Iterator[str]:
    for row in form.rows:
        yield from _wrap(row.title, width)
        yield from _hanging("  ", row.description, width) if row.description else ()
        for level in row.levels:
            yield from _hanging("  [ ] ", f"{level.label}: {level.description}", width)
        if not row.levels:
            yield "  Points: ____"
    for line in form.lines:
        yield from _wrap(f"{line}: {'_' * 20}", width)


def _sketch(picture: Scale | Bars | Trend | Histogram, width: int) -> Iterator[str]:
    """A drawing where letters can draw it, and every figure."""
    if isinstance(picture, Scale):
        yield f"  {_scale(picture, width - 2)}"
        yield from _table(picture.header, picture.rows, width)
        return
    if isinstance(picture, Histogram):
        most = max((one.count for one in picture.bins), default=0) or 1
        shares = [(one.label, one.count / most, str(one.count)) for one in picture.bins]
    elif isinstance(picture, Bars):
        shares = [(bar.label, bar.share, bar.figure) for bar in picture.bars]
    else:
        shares = [(point.label, point.share, point.figure) for point in picture.points]
    for label, share, figure in shares:
        full = round(20 * share)
        yield from _hanging("  ", f"{'#' * full}{'.' * (20 - full)} {figure}  {label}", width)


def _scale(scale: Scale, cells: int) -> str:
    """As `|--(===O===)----|`: others are bars, the interval is doubled, its own place is O."""
    values = [mark.value for mark in scale.marks] + [scale.low, scale.high]
    least, span = min(values), (max(values) - min(values)) or 1.0

    def place(value: float) -> int:
        return round((cells - 1) * (value - least) / span)

    row = ["-"] * cells
    row[place(scale.low) : place(scale.high) + 1] = "=" * (place(scale.high) + 1 - place(scale.low))
    for mark in sorted(scale.marks, key=lambda mark: mark.own):
        row[place(mark.value)] = "O" if mark.own else "|"
    return "".join(row)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Columns where they fit; otherwise one line a cell, each with its title."""
    table = [header, *rows]
    wide = [max(_cells(row[column]) for row in table) for column in range(len(header))]
    if sum(wide) + 2 * len(wide) <= width:
        for row in table:
            yield "  " + "  ".join(_padded(cell, cells) for cell, cells in zip(row, wide, strict=True))
        return
    for row in rows:
        yield from _hanging("  ", row[0], width)
        for title, cell in zip(header[1:], row[1:], strict=True):
            yield from _hanging("      ", f"{title}: {cell}", width)


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - _cells(text))


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # only for letters that need it

    return max(wcswidth(text), 0)


def _hanging(first: str, text: str, width: int) -> Iterator[str]:
    """Wrapped, the lines after the first indented as deep as its mark."""
    indent = _cells(first)
    for number, line in enumerate(_wrap(text, width - indent)):
        yield (first if number == 0 else " " * indent) + line


def _barred(text: str, width: int) -> Iterator[str]:
    for row in text.split("\n"):
        for line in _folded(row, width - 4) or [""]:
            yield f"  | {line}"


def _folded(row: str, width: int) -> list[str]:
    """Broken at spaces where there is one, the beginning of the line kept as it is."""
    lines: list[str] = []
    while _cells(row) > width:
        first = _broken(row, width)[0]
        space = first.rfind(" ")
        cut = space + 1 if space > len(first) // 2 else len(first)
        lines.append(row[:cut])
        row = row[cut:]
    return [*lines, row] if row else lines


def _wrap(text: str, width: int) -> list[str]:
    """Broken at spaces where it can be."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _cells(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width)
        lines += full
    return [*lines, line] if line else lines


def _broken(text: str, width: int) -> list[str]:
    """Broken after so many cells, wherever that is."""
    if text.isascii():
        return [text[at : at + width] for at in range(0, len(text), width)]
    lines, line, cells = [], "", 0
    for character in text:
        wide = _cells(character)
        if cells + wide > width:
            lines.append(line)
            line, cells = "", 0
        line, cells = line + character, cells + wide
    return [*lines, line] if line else lines
