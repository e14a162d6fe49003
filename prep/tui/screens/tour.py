"""The tour of the first run: three screens."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from prep.tui.widgets.key_bar import KeyBar

PAGES: Final = (
    (
        "Welcome to prep",
        """\
Practise machine learning the way it is asked for.

  Drill       concept questions in your own words, graded at once,
              asked again when you are about to forget
  Choose      code to write, graded by hidden tests in a jail, and every
              question; look at each first, before any clock starts
  Interview   a timed mixture with follow-ups, and a report at the end

Home shows where you are on the path, and what your plan asks today.""",
    ),
    (
        "Feedback that teaches",
        """\
An answer comes back with the words that made each point, what was
missing, follow-up questions for credit, and a model answer. You say how
well you knew it; that decides when it comes again.

A challenge runs its public tests on F5, and is graded by all of them
when you submit with F9. What fails brings up a question or two on it,
until it passes. Hints cost points, and say so before.""",
    ),
    (
        "Keys",
        """\
  F1       help for the screen you are on
  Ctrl+P   every command, the light and dark themes among them
  Esc      back
  Ctrl+Q   quit; nothing you typed is lost, and clocks run on

The line at the bottom shows the keys of each screen. The mouse works,
too. Start with the first suggestion on Home: a first answer takes about
five minutes.""",
    ),
)


class TourScreen(ModalScreen[None]):
    """Can be left at any time."""

    CSS_PATH = "tour.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space", "turn(1)", "Next", key_display="enter"),
        Binding("left", "turn(-1)", "Back"),
        Binding("escape", "dismiss", "Skip"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield Static(id="text", markup=False)
            yield Static(id="number", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def on_click(self) -> None:
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        if self._page + by == len(PAGES):
            self.dismiss()
            return
        self._page = max(0, self._page + by)
        self._show()

    def _show(self) -> None:
        title, text = PAGES[self._page]
        self.query_one("#page").border_title = title
        self.query_one("#text", Static).update(text)
        self.query_one("#number", Static).update(f"{self._page + 1} of {len(PAGES)}: Enter goes on, Esc skips the tour")
