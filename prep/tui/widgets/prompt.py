"""Shows a prompt in one widget: a Markdown widget makes one of each paragraph, and long prompts then open slowly."""

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement, TableElement
from rich.table import Column, Table
from rich.text import Text
from rich.theme import Theme
from textual.widgets import Static

_THEME: Final = Theme(
    {
        "markdown.code": "bold",
        "markdown.code_block": "none",
        "markdown.h1": "bold underline",
        "markdown.h2": "bold",
        "markdown.h3": "italic",
    }
)


class _LeftHeading(Heading):
    """At the margin, without a box."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text("") if self.tag == "h2" else Text("", end="")
        yield self.text


class _WholeTable(TableElement):
    """Where a table's words do not fit beside each other, its rows come one below the other."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in super().__rich_console__(console, options):
            if not isinstance(part, Table):
                yield part
            elif sum(widths := [_longest_word(column) + 1 for column in part.columns]) + 1 <= options.max_width:
                for column, width in zip(part.columns, widths, strict=True):
                    column.overflow, column.min_width = "fold", width - 1
                yield part
            else:
                yield from _rows_below_each_other(part)


def _longest_word(column: Column) -> int:
    """So wide that no word is cut."""
    cells = (_text(cell).plain for cell in (column.header, *column.cells))
    return max((len(word) for cell in cells for word in cell.split()), default=0)


def _rows_below_each_other(table: Table) -> Iterator[Text]:
    """The first cell of a row, then each other one behind the name of its column."""
    columns = [[_text(column.header), *map(_text, column.cells)] for column in table.columns]
    for first, *others in zip(*(cells[1:] for cells in columns), strict=True):
        yield Text("")
        yield Text.assemble((first.plain, "bold"))
        for (name, *_), cell in zip(columns[1:], others, strict=True):
            yield Text.assemble("  ", (f"{name.plain}: ", "italic") if name.plain.strip() else "", cell)


def _text(cell: object) -> Text:
    return cell if isinstance(cell, Text) else Text(str(cell))


class _Markdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = Markdown.elements | {
        "heading_open": _LeftHeading,
        "table_open": _WholeTable,
    }


class _Prompt:
    """Styles that are legible in light and dark themes."""

    def __init__(self, text: str, code_theme: str) -> None:
        self._markdown = _Markdown(text, code_theme=code_theme, hyperlinks=False)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        with console.use_theme(_THEME):
            yield from console.render(self._markdown, options)


class Prompt(Static):
    """Markdown to read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def on_mount(self) -> None:
        self.call_after_refresh(self._follow_theme)  # laid out once, at the width it will have
        self.app.theme_changed_signal.subscribe(self, lambda _: self._follow_theme())

    def _follow_theme(self) -> None:
        self.update(_Prompt(self._text, "ansi_dark" if self.app.current_theme.dark else "ansi_light"))
