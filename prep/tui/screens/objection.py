"""Where a person disagrees with the grader, point by point."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from prep.practice.drafts.claims import Arguable, arguable
from prep.practice.work.answering import Answering
from prep.tui.widgets.key_bar import KeyBar

_ABOUT = """\
A tick is your objection: Enter sets it, or takes it back. It counts at once in your own record, with a mark in the \
report that it is your word, and is kept as an example that whoever looks after the question may adopt (prep question \
disputes).\
"""


class ObjectScreen(ModalScreen[None]):
    """Enter disagrees, and once more takes it back; there is nothing to send."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "object", "Object, or take it back", priority=True),
        Binding("escape", "dismiss", "Close"),
    ]

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self._answering = answering
        assert answering.graded is not None
        self._arguable = arguable(answering.question, answering.graded.result)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(_ABOUT, id="question", markup=False)
            yield OptionList(*(Option(self._row(one)) for one in self._arguable), markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def action_object(self) -> None:
        listing = self.query_one(OptionList)
        number = listing.highlighted
        if number is None:
            return
        one = self._arguable[number]
        self._answering.dispute(one.claim)
        listing.replace_option_prompt_at_index(number, self._row(one))

    def _row(self, one: Arguable) -> str:
        graded = self._answering.graded
        made = graded is not None and one.claim in graded.claims
        was = "not found" if one.claim.said else "found"
        return f"{one.label}. {one.text}\n   {was} by the grader   [{'✓' if made else ' '}] {one.claim.words}"
