"""Home: what is due, where one stopped, skills by topic, recent results, what next and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from prep.model.errors import PrepError
from prep.practice.bars import bar
from prep.practice.desk import Desk
from prep.practice.place import Place, last_place
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices

if TYPE_CHECKING:
    from prep.practice.progress import Progress, Skill
    from prep.practice.suggestions import Suggestion

DOORS: Final = {
    "drill": ("d", "Concept drill"),
    "challenges": ("c", "Challenges"),
    "interview": ("i", "Mock interview"),
    "reports": ("r", "Reports"),
    "assessment": ("a", "Assessment you were sent"),
}


class HomeScreen(Page):
    """One key leads to each part of the app, and one back to the line where one stopped."""

    TITLE = "Home"
    CSS_PATH = "home.tcss"
    HELP = """\
↑ ↓, Enter   choose and open; a click does both
g            go on where you stopped, at the line
d c i r a    drill, challenges, interview, reports, assessment
Ctrl+P       all commands, the light and dark themes among them
Ctrl+Q       quit; nothing you typed is lost, and clocks run on

Skills: for each topic the mean of what you reached last in its questions
and in the checks of challenges; dots stand for topics you never tried.

"Due" are questions that come again by spaced repetition, and those of a
topic in which a hidden check failed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("g", "go_on", "Go on"),
        Binding("d", "door('drill')", "Drill"),
        Binding("c", "door('challenges')", "Challenges"),
        Binding("i", "door('interview')", "Interview"),
        Binding("r", "door('reports')", "Reports"),
        Binding("a", "door('assessment')", "Assessment", show=False),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Chosen(Message):
        """Something is to be opened."""

        door: str
        challenge: str = ""
        topic: str = ""

    @dataclass
    class ProgressLoaded(Message):
        progress: "Progress | None"
        problem: str = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None
        self._suggestions: tuple[Suggestion, ...] = ()
        self._notices = Notices()
        self._is_filled = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("prep", id="title")
            yield Static("", id="due", markup=False)
        yield self._notices
        with Horizontal(id="body"):
            yield OptionList(id="next", markup=False)
            with VerticalScroll(id="skills", can_focus=False):
                yield Static(id="bars", markup=False)
        with VerticalScroll(id="recent", can_focus=False):
            yield Static(id="results", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#next").border_title = "What next"
        self.query_one("#skills").border_title = "Skills by topic"
        self.query_one("#recent").border_title = "Recent results"
        self.query_one("#bars", Static).update("Reading what you did so far …")
        self._fill()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Also after another screen was left: what was reached there shows here."""
        self.reload()

    def reload(self) -> None:
        """Read what was reached again."""
        self._place = last_place(self._desk.data)
        self._load()

    @work(thread=True, exclusive=True, group="progress")
    def _load(self) -> None:
        from prep.practice.progress import load_progress  # noqa: PLC0415 - the database is slow to import

        try:
            loaded = self.ProgressLoaded(load_progress(self._desk))
        except PrepError as error:
            loaded = self.ProgressLoaded(None, str(error))
        if not get_current_worker().is_cancelled:  # what was read before something ended must not come after it
            self.post_message(loaded)

    @on(ProgressLoaded)
    def _show(self, message: ProgressLoaded) -> None:
        self._notices.tell("data", message.problem)
        progress = message.progress
        if progress is None:
            self.query_one("#bars", Static).update("What you did so far cannot be read; the reason is told above.")
            return
        self._suggestions = progress.suggestions
        self._notices.tell("content", "\n".join(progress.problems[:1]))
        self._fill()
        self._is_filled = True
        self.query_one("#due", Static).update(_headline(progress))
        self.query_one("#bars", Static).update(_bars(progress.skills))
        self.query_one("#results", Static).update(_results(progress))

    def _fill(self) -> None:
        """Where one stopped, what is suggested, then every door; the highlight stays where it was if it can."""
        listing = self.query_one(OptionList)
        before = listing.highlighted_option.id if self._is_filled and listing.highlighted_option else None
        listing.clear_options()
        listing.add_options(self._options())
        known = [option.id for option in listing.options]
        listing.highlighted = known.index(before) if before in known else 0

    def _options(self) -> Iterator[Option]:
        place = self._place
        challenge = self._desk.library.challenges.get(place.challenge) if place and self._suggestions else None
        if place and challenge:
            yield Option(_entry("g", f"Go on at line {place.line + 1} of “{challenge.spec.title}”", ""), id="go-on")
        for number, one in enumerate(self._suggestions):
            if not (challenge and one.challenge == challenge.id):
                yield Option(_entry("→", one.text, one.why), id=f"suggestion-{number}")
        for door, (key, text) in DOORS.items():
            yield Option(_entry(key, text, ""), id=door)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_open(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self._open(option.id or "")

    def _open(self, name: str) -> None:
        if name == "go-on":
            self.action_go_on()
        elif name.startswith("suggestion-"):
            chosen = self._suggestions[int(name.removeprefix("suggestion-"))]
            self.post_message(self.Chosen(chosen.target, challenge=chosen.challenge, topic=chosen.topic))
        else:
            self.action_door(name)

    def action_door(self, door: str) -> None:
        self.post_message(self.Chosen(door))

    def action_go_on(self) -> None:
        if self._place is None:
            self.notify("You have not begun a challenge yet; c lists them.", title="Nowhere to go on")
        else:
            self.post_message(self.Chosen("practice", challenge=self._place.challenge))


def _entry(key: str, text: str, why: str) -> Table:
    row = Table.grid(padding=(0, 1))
    row.add_column(width=1)
    row.add_column(overflow="fold")
    row.add_row(key, text)
    if why:
        row.add_row("", Text(why, style="italic"))
    return row


def _headline(progress: "Progress") -> str:
    due, streak = progress.queue.due, progress.streak
    said = [f"{due} due" if due else "nothing due", f"{progress.queue.new} new"]
    if streak:
        said.append("1 day in a row" if streak == 1 else f"{streak} days in a row")
    return " · ".join([*said, f"{progress.reviews_this_week} this week"])


def _bars(skills: "tuple[Skill, ...]") -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(width=10)
    table.add_column(width=4, justify="right")
    for skill in skills:
        figure = "--" if skill.share is None else f"{skill.share:.0%}"
        table.add_row(skill.topic.replace("-", " "), bar(skill.share, 10), figure)
    return table


def _results(progress: "Progress") -> str:
    if not progress.recent:
        return "None yet. Each drill, submission and interview leaves a report here."
    lines = []
    for record in progress.recent:
        when = record.finished_at.astimezone().strftime("%d %b %H:%M")
        lines.append(f"{when}  {record.share:>4.0%}  {record.kind:<10}  {record.title}")
    return "\n".join(lines)
