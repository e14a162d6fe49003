"""Names that would complete what is being typed, to choose from below the editor."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from prep.practice.desk.completion import Completion
from prep.tui.widgets.code_editor import CodeEditor


class Names(OptionList):
    """Enter takes the one that is highlighted; whoever types on narrows the choice; Esc leaves the text as it is."""

    DEFAULT_CSS = """
    Names { dock: bottom; height: auto; max-height: 10; display: none; border: round $primary; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("tab", "select", "Take it", show=False),
    ]

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(markup=False)
        self._editor = editor
        self._found: Sequence[Completion] = ()
        self.border_title = "Names: Enter takes one, Esc closes"

    def offer(self, found: Sequence[Completion]) -> None:
        """Write the only one that fits; of several, let the person choose."""
        if len(found) == 1:
            self.action_close()
            self._editor.insert(found[0].rest)
        elif found:
            self._found = found
            self.clear_options()
            self.add_options([Option(f"{one.name}  {one.kind}") for one in found])
            self.highlighted = 0
            self.display = True
            self.focus()
        else:
            self.action_close()
            self.notify("No name fits here.", timeout=2)

    def action_close(self) -> None:
        self.display = False
        self._editor.focus()

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_close()
        self._editor.insert(self._found[event.option_index].rest)

    def on_key(self, event: events.Key) -> None:
        """What is typed goes into the text."""
        if event.character is not None and event.is_printable:
            event.stop()
            self._editor.insert(event.character)
            if event.character.isidentifier() or event.character.isdigit():
                self._editor.action_complete()
            else:
                self.action_close()
        elif event.key == "backspace":
            event.stop()
            self._editor.action_delete_left()
            self.action_close()
