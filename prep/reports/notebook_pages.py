"""A notebook as its author left it: text, code, what it showed, and plots; for people, beside what was made of it."""

from collections.abc import Iterator, Mapping
from typing import Final

from prep.catalog.handins.notebook import Cell, Output, read_notebook
from prep.model.errors import SubmissionError
from prep.reports.foreign import shown, shown_line
from prep.reports.inline import plain
from prep.reports.plots import clean_png
from prep.reports.view import Block, Photo, Prose, Quote, Section

_MOST_CELLS: Final = 80
_MOST_PLOTS: Final = 16
_MOST_BYTES: Final = 1 << 20
"""Of all plots together; a report must stay one that can be sent by mail."""

_MOST_TEXT: Final = 3000
_MOST_LINES: Final = 80
_MOST_SHOWN: Final = 20
"""Lines of what a cell printed."""


def notebook_sections(originals: Mapping[str, bytes], prefix: str, level: int) -> Iterator[Section]:
    """A section for each notebook that came with the work."""
    names = [name for name in originals if name.casefold().endswith((".ipynb", ".ipynb.json", ".ipynb.txt"))]
    for number, name in enumerate(sorted(names), 1):
        blocks = tuple(notebook_blocks(originals[name]))
        title = f"The notebook {shown_line(name, 80)}"
        yield Section(id=f"{prefix}notebook-{number}", title=title, level=level, blocks=blocks)


def notebook_blocks(content: bytes) -> Iterator[Block]:
    """Its cells in order; whatever is in it comes as text or as clean pixels."""
    try:
        notebook = read_notebook(content)
    except SubmissionError as error:
        yield Prose(text=plain(f"It {error}."), small=True)
        return
    yield Prose(
        text=plain("As its author left it. It was not run again; outputs are those that were saved."), small=True
    )
    plots = size = 0
    for cell in notebook.cells[:_MOST_CELLS]:
        for block in _cell(cell):
            if not isinstance(block, Photo):
                yield block
                continue
            plots += 1
            size += len(block.content)
            if plots <= _MOST_PLOTS and size <= _MOST_BYTES:
                yield block
            else:
                yield Prose(text=plain(f"{block.title}: in the notebook itself."), small=True)
    if (left := len(notebook.cells) - _MOST_CELLS) > 0:
        yield Prose(text=plain(f"It goes on for {left} more cells."), small=True)


def _cell(cell: Cell) -> Iterator[Block]:
    text = shown(cell.source.strip("\n"), _MOST_TEXT, _MOST_LINES)
    if text.strip():
        label = f"Cell {cell.number}" if cell.is_code else f"Cell {cell.number}, text"
        yield Quote(label=label, text=text, code=cell.is_code)
    for output in cell.outputs:
        yield from _output(cell, output)


def _output(cell: Cell, output: Output) -> Iterator[Block]:
    if output.picture:
        plot = clean_png(output.picture) if output.media_type == "image/png" else None
        if plot is not None:
            yield Photo(title=f"Plot of cell {cell.number}", content=plot.content, width=plot.width, height=plot.height)
        else:
            yield Prose(text=plain(f"A picture of cell {cell.number} is in the notebook itself."), small=True)
    elif output.text.strip():
        yield Quote(label=f"Cell {cell.number} showed", text=shown(output.text.strip("\n"), _MOST_TEXT, _MOST_SHOWN))
