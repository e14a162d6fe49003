"""An app that is opened for one purpose: taking an assessment, or reviewing one. It ends with its first screen."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from prep.tui.screens.help import HelpScreen
from prep.tui.screens.page import Page

_DARK, _LIGHT = "textual-dark", "textual-light"


class OneScreenApp(App[None]):
    """Has the keys that every screen of the product has."""

    TITLE = "prep"
    CSS_PATH = "../app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", priority=True, show=False)]

    def __init__(self, first: Page) -> None:
        super().__init__()
        self.first = first

    def on_mount(self) -> None:
        self.theme = _DARK
        self.push_screen(self.first)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if isinstance(screen, Page):
            yield from screen.commands()
        yield SystemCommand("Light or dark", "Change between the light and the dark theme", self.toggle_dark)
        yield from super().get_system_commands(screen)

    def action_help(self) -> None:
        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen.HELP))

    def toggle_dark(self) -> None:
        self.theme = _LIGHT if self.current_theme.dark else _DARK
