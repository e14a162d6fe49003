"""Asks for one line, such as where to write a file."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from prep.tui.widgets.key_bar import KeyBar


class AskScreen(ModalScreen[str | None]):
    """None if the person thought better of it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", priority=True),
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self, question: str, value: str = "", *, may_be_empty: bool = False) -> None:
        super().__init__()
        self._question, self._value, self._may_be_empty = question, value, may_be_empty

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(self._question, id="question", markup=False)
            yield Input(self._value, select_on_focus=False)
        yield KeyBar()

    @on(Input.Submitted)
    def action_accept(self) -> None:
        said = self.query_one(Input).value.strip()
        self.dismiss(said if said or self._may_be_empty else None)

    def action_cancel(self) -> None:
        self.dismiss(None)
