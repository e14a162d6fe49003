"""What the screens of the app have in common."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen


class Page(Screen[None]):
    """A screen with a help text for F1 and commands for the palette."""

    HELP = ""
    """Plain text, keys first; 76 columns and 20 lines are there for it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - textual's declaration

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "app.help", "Help")]

    def commands(self) -> Iterable[SystemCommand]:
        """What the command palette offers beside the app's own commands."""
        return ()
