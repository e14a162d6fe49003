"""Finds and replaces in the editor above it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from prep.tui.widgets.code_editor import CodeEditor


class FindBar(Horizontal):
    """Enter finds the next place, or replaces this one; Esc leads back into the editor."""

    DEFAULT_CSS = """
    FindBar { dock: bottom; height: 3; display: none; }
    FindBar Input { width: 1fr; border: round $foreground 30%; border-title-color: $foreground; }
    FindBar Input:focus { border: round $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("up", "previous", "Previous", show=False),
        Binding("down", "next", "Next", show=False),
        Binding("ctrl+r", "replace_all", "Replace all"),
    ]

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__()
        self._editor = editor
        self._wanted = Input(id="wanted")
        self._by = Input(id="by")

    def compose(self) -> ComposeResult:
        self._wanted.border_title = "Find: Enter, ↓, ↑"
        self._by.border_title = "Replace: Enter one, Ctrl+R all"
        yield self._wanted
        yield self._by

    def open(self, text: str) -> None:
        """Look for something."""
        self.display = True
        if text:
            self._wanted.value = text
        self._wanted.focus()

    def action_close(self) -> None:
        self.display = False
        self._editor.focus()

    @on(Input.Submitted, "#wanted")
    def action_next(self) -> None:
        self._find(back=False)

    def action_previous(self) -> None:
        self._find(back=True)

    @on(Input.Submitted, "#by")
    def _replace(self) -> None:
        self._editor.replace_found(self._wanted.value, self._by.value)

    def action_replace_all(self) -> None:
        count = self._editor.replace_all(self._wanted.value, self._by.value)
        self.notify(f"{count} replaced; Ctrl+Z in the editor takes that back.", timeout=3)

    def _find(self, *, back: bool) -> None:
        if not self._editor.find_next(self._wanted.value, back=back):
            self.notify("It does not occur.", timeout=2)
