"""Attempts at a challenge, each with what it changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from prep.model.errors import PrepError
from prep.practice.record.attempts import list_attempts
from prep.practice.shown.differences import differences
from prep.practice.work.session import Session
from prep.tui.screens.reader import marked
from prep.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from prep.store.records import AttemptRecord


class AttemptsScreen(ModalScreen[None]):
    """The newest first; above them the text as it is now."""

    CSS_PATH = "attempts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Close", key_display="esc")]

    @dataclass
    class Listed(Message):
        attempts: "list[AttemptRecord]"
        problem: str = ""

    def __init__(self, session: Session, text: str) -> None:
        super().__init__()
        self._session = session
        self._texts = [("now", text)]

    def compose(self) -> ComposeResult:
        with Horizontal(id="page") as page:
            page.border_title = "Your attempts"
            yield OptionList(id="attempts", markup=False)
            with VerticalScroll():
                yield Static("Reading your attempts …", id="changes", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self._load()

    @work(thread=True)
    def _load(self) -> None:
        try:
            self.post_message(self.Listed(list_attempts(self._session.desk.notebook, self._session.challenge.id)))
        except PrepError as error:
            self.post_message(self.Listed([], str(error)))

    @on(Listed)
    def _fill(self, message: Listed) -> None:
        count = len(message.attempts)
        if not count:
            self.query_one("#changes", Static).update(message.problem or "No attempts yet; F9 submits one.")
            return
        listing = self.query_one(OptionList)
        listing.add_option(Option("your text now"))
        for number, one in zip(range(count, 0, -1), message.attempts, strict=True):
            when = one.submitted_at.astimezone().strftime("%d %b %H:%M")
            listing.add_option(Option(f"{number}. {when}\n   {one.points:g}/{one.max_points:g} {one.verdict}"))
            self._texts.append((f"attempt {number}", one.text))
        listing.highlighted = 0

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        name, text = self._texts[event.option_index]
        before, earlier = (*self._texts, ("the starter", self._session.challenge.starter))[event.option_index + 1]
        changes = differences(earlier, text)
        shown = marked(changes) if changes else f"Nothing changed from {before} to {name}."
        self.query_one("#changes", Static).update(shown)
        self.query_one(VerticalScroll).border_title = f"from {before} to {name}"
