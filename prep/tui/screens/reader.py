"""Shows something to read over the screen below: hints, a solution, the difference between attempts."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from prep.practice.shown.differences import Line, LineSign
from prep.tui.widgets.code_editor import CodeViewer
from prep.tui.widgets.key_bar import KeyBar

_STYLES = {LineSign.ADDED: "bold", LineSign.REMOVED: "dim", LineSign.PLACE: "italic", LineSign.SAME: ""}


class ReaderScreen(ModalScreen[None]):
    """Scrolls with the arrow keys; Esc closes it."""

    CSS_PATH = "reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "Close", key_display="esc")]

    def __init__(
        self, title: str, *, markdown: str = "", code: str = "", changes: Sequence[Line] = (), plain: str = ""
    ) -> None:
        super().__init__()
        self._title, self._markdown, self._code, self._changes, self._plain = title, markdown, code, changes, plain

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page") as page:
            page.border_title = self._title
            if self._plain:
                yield Static(self._plain, markup=False)
            if self._markdown:
                yield Markdown(self._markdown, open_links=False)
            if self._code:
                yield CodeViewer(self._code)
            if self._changes:
                if self._code:
                    yield Static("From your text (-) to this (+)", id="between", markup=False)
                yield Static(marked(self._changes))
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#page").focus()


def marked(changes: Sequence[Line]) -> Text:
    """Signs tell what changed; weight only helps."""
    text = Text()
    for line in changes:
        text.append(f"{line}\n", _STYLES[line.change])
    return text
