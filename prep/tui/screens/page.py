"""What the screens of the app have in common."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

HELP_COLUMNS: Final = 77
"""Of a terminal of eighty columns, less the border and a scroll bar."""


class Page(Screen[None]):
    """A screen with a help text for F1 and commands for the palette."""

    HELP = ""
    """Plain text, keys first, no line wider than `HELP_COLUMNS`."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - textual's declaration

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "app.help", "Help")]

    def commands(self) -> Iterable[SystemCommand]:
        """What the command palette offers beside the app's own commands."""
        return ()
