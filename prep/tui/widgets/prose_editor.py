"""Where answers in one's own words are written."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea


class ProseEditor(TextArea):
    """Wraps lines; Tab leads to the next widget, Esc out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    def __init__(self, text: str = "", *, title: str = "Your answer", id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id=id)
        self.border_title = title

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    def action_leave(self) -> None:
        """To whatever the screen does with Esc."""
        self.screen.set_focus(None)
