"""An app that is opened for one purpose: taking an assessment, or reviewing one. It ends with its first screen."""

from pathlib import Path

from prep.store.folders import data_folder
from prep.tui.base_app import BaseApp
from prep.tui.screens.page import Page


class OneScreenApp(BaseApp):
    """Looks and behaves like the whole app."""

    def __init__(self, first: Page, preferences: Path | None = None) -> None:
        """Open on a screen; preferences are those of the person's own practice unless a folder is named."""
        super().__init__(preferences or data_folder())
        self.first = first

    def on_mount(self) -> None:
        self.push_screen(self.first)
