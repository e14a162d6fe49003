"""What every app of the product has: its keys, its help, its themes, and what a person prefers."""

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from prep.model.errors import StorageError
from prep.practice.desk.preferences import Preferences, load_preferences, save_preferences
from prep.tui.screens.help import HelpScreen
from prep.tui.screens.page import Page

_DARK, _LIGHT = "textual-dark", "textual-light"
_LOOK_S: Final = 1.0
"""How soon it is seen that the terminal is gone; after thirty frames that nobody takes, Textual would wait for ever."""


class BaseApp(App[None]):
    """Remembers the theme that was chosen last, whichever app it was chosen in."""

    TITLE = "prep"
    CSS_PATH = Path(__file__).with_name("app.tcss")  # a bare name would be looked for beside each subclass
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", priority=True, show=False)]

    def __init__(self, data: Path) -> None:
        super().__init__()
        self._preferences_folder = data
        self.preferences = load_preferences(data)

    def on_mount(self) -> None:
        """Called beside that of each subclass, as Textual does."""
        theme = self.preferences.theme
        self.theme = theme if theme in self.available_themes else _DARK
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if _has_terminal():
            self.set_interval(_LOOK_S, self._end_without_terminal)

    def _end_without_terminal(self) -> None:
        """A terminal may go without a signal that says so; Textual would then read nothing from it, on and on."""
        if not _has_terminal():
            self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if isinstance(screen, Page):
            yield from screen.commands()
        vim = "Use the usual keys of editors again" if self.preferences.vim_keys else "Edit code with Vim's keys"
        yield SystemCommand("Vim keys", vim, self.toggle_vim)
        yield SystemCommand("Light or dark", "Change between the light and the dark theme", self.toggle_dark)
        yield from super().get_system_commands(screen)

    def action_help(self) -> None:
        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen.HELP))

    def toggle_dark(self) -> None:
        self.theme = _LIGHT if self.current_theme.dark else _DARK

    def toggle_vim(self) -> None:
        """Vim's keys in every editor for code, or the usual ones."""
        self.prefer(replace(self.preferences, vim_keys=not self.preferences.vim_keys))
        for editor in self.screen.query("CodeEditor"):
            editor.use_vim(self.preferences.vim_keys)  # type: ignore[attr-defined]

    def prefer(self, preferences: Preferences) -> None:
        """Keep what the person prefers."""
        self.preferences = preferences
        try:
            save_preferences(self._preferences_folder, preferences)
        except StorageError as error:
            self.notify(str(error), title="Your choice is not remembered", severity="warning", markup=False)

    def _remember_theme(self, theme: Theme) -> None:
        self.prefer(replace(self.preferences, theme=theme.name))


def _has_terminal() -> bool:
    return sys.__stdin__ is not None and os.isatty(sys.__stdin__.fileno())
