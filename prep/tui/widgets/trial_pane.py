"""Where a person tries their function on input of their own."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from prep.model.text import visible

_MOST_SHOWN: Final = 20_000
_ABOUT: Final = """\
What you type here runs on your text as it is, in the jail that grades it: fit([1, 2], [3, 4]), or several statements \
with ; between them. What it returns and prints is shown here; nothing is counted. ↑ brings back what you typed before.\
"""


class TrialPane(Vertical):
    """One line to type, and what came of it below."""

    DEFAULT_CSS = """
    TrialPane { height: 100%; }
    TrialPane Input { border: round $foreground 30%; }
    TrialPane Input:focus { border: round $primary; }
    TrialPane VerticalScroll { height: 1fr; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "To your text"),
        Binding("up", "recall(-1)", "Before", show=False),
        Binding("down", "recall(1)", "After", show=False),
    ]

    @dataclass
    class Wanted(Message):
        """Something is to be tried."""

        typed: str

    @dataclass
    class Left(Message):
        """The person goes on writing."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: list[str] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Input(placeholder="An expression, such as a call of your function", id="typed")
        with VerticalScroll():
            yield Static(_ABOUT, id="tried", markup=False)

    @on(Input.Submitted)
    def _try(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        if not typed:
            return
        if self._typed[-1:] != [typed]:
            self._typed.append(typed)
        self._at = len(self._typed)
        self.show("…")
        self.post_message(self.Wanted(typed))

    def show(self, text: str) -> None:
        """What came of it."""
        self.query_one("#tried", Static).update(visible(text, _MOST_SHOWN))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Esc leads back to the text from the line only: whoever left the text goes on outwards."""
        return action != "leave" or self.query_one(Input).has_focus

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_recall(self, step: int) -> None:
        """What was typed before, or after."""
        at = self._at + step
        if 0 <= at <= len(self._typed):
            self._at = at
            field = self.query_one(Input)
            field.value = self._typed[at] if at < len(self._typed) else ""
            field.cursor_position = len(field.value)
