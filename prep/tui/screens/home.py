"""Home: where one is on the path, what is due, where one stopped, skills by topic, what next and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
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
from prep.model.text import count_words
from prep.practice.desk.desk import Desk
from prep.practice.drafts.place import LastPlace, last_place
from prep.practice.shown.bars import bar
from prep.tui.door import Door
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices

if TYPE_CHECKING:
    from prep.practice.progress.progress import Progress
    from prep.practice.progress.suggestions import Suggestion
    from prep.practice.record.skills import Skill


class HomeScreen(Page):
    """One key leads to each part of the app, and one back to the line where one stopped."""

    TITLE = "Home"
    CSS_PATH = "home.tcss"
    HELP = """\
↑ ↓, Enter   choose and open; a click does both
g            go on where you stopped, at the line
d c i r a    drill, everything to practise, interview, reports, assessment
p            your plan: the day of an interview, days a week, minutes a day
t            statistics: the path, topics, days, trend, time
Ctrl+P       all commands, the light and dark themes among them
Ctrl+Q       quit; nothing you typed is lost, and clocks run on

“Your path” has three stages. ▸ is where you are; a stage is passed with most
of its questions answered well and half of its challenges solved. That
advises what comes next, and locks nothing.

Under the stages stand the topics: 2/13 is how many questions and challenges
of a topic you touched, the bar is how well that went. The two are told
apart, since one good answer says little about a topic.

"Due" are questions that come again by spaced repetition, and those that a
failed check of a challenge asks for, no more than fit a day of your plan.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("g", "go_on", "Go on"),
        *(Binding(door.key, f"door('{door}')", door.short, show=door.is_shown) for door in Door if door.key),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Chosen(Message):
        """Something is to be opened."""

        door: Door
        challenge: str = ""
        go_on: bool = False
        """At once, at the line where the person stopped: its clock runs anyway."""

    @dataclass
    class ProgressLoaded(Message):
        progress: "Progress | None"
        problem: str = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: LastPlace | None = None
        self._suggestions: tuple[Suggestion, ...] = ()
        self._notices = Notices()
        self._is_filled = False
        self._progress: Progress | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("prep", id="title")
            yield Static("", id="due", markup=False)
        yield Static("", id="plan", markup=False)
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
        self.query_one("#skills").border_title = "Your path"
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
        from prep.practice.progress.progress import load_progress

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
            self.query_one("#bars", Static).update("What you did so far cannot be read; the reason is shown above.")
            return
        self._suggestions = progress.suggestions
        self._notices.tell("content", "\n".join(progress.problems[:1]))
        self._fill()
        self._is_filled = True
        self.query_one("#due", Static).update(_headline(progress))
        self.query_one("#plan", Static).update(_plan_line(progress))
        self._progress = progress
        self._show_path()
        self.query_one("#results", Static).update(_results(progress))

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_path)

    def _show_path(self) -> None:
        if self._progress is not None:
            path = _path(self._progress, with_bars=self.has_class("-wide"))
            self.query_one("#bars", Static).update(Group(path, "", _bars(self._progress.skills)))

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
        if place and challenge and not self._interview_runs:
            yield Option(_entry("g", f"Go on at line {place.line + 1} of “{challenge.spec.title}”", ""), id="go-on")
        for number, one in enumerate(self._suggestions):
            if one.is_running:
                yield Option(_entry("g", one.text, one.why), id=f"suggestion-{number}")
            elif not (challenge and one.challenge == challenge.id and not self._interview_runs):
                yield Option(_entry("→", one.text, one.why), id=f"suggestion-{number}")
        for door in Door:
            if door.key:
                yield Option(_entry(door.key, door.text, ""), id=door)

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
            door = Door(chosen.target.value)
            self.post_message(self.Chosen(door, challenge=chosen.challenge))
        else:
            self.action_door(name)

    def action_door(self, door: str) -> None:
        self.post_message(self.Chosen(Door(door)))

    def action_go_on(self) -> None:
        """Where the person stopped; an interview comes first, since its clock runs."""
        if self._interview_runs:
            self.post_message(self.Chosen(Door.INTERVIEW))
        elif self._place is None:
            self.notify("You have not begun a challenge yet; c lists them.", title="Nowhere to go on")
        else:
            self.post_message(self.Chosen(Door.CHALLENGE, challenge=self._place.challenge, go_on=True))

    @property
    def _interview_runs(self) -> bool:
        return any(Door(one.target.value) is Door.INTERVIEW and one.is_running for one in self._suggestions)


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
    said = [f"{due} due today" if due else "nothing due", f"{progress.queue.new} new"]
    if progress.queue.due_later:
        said.insert(1, f"{progress.queue.due_later} for later")
    if streak:
        said.append(f"{count_words(streak, 'day')} in a row")
    return " · ".join([*said, f"{count_words(progress.reviews_this_week, 'answer')} this week"])


def _plan_line(progress: "Progress") -> str:
    day = progress.day
    left = day.goal.days_left(day.date)
    today = "a day of rest" if day.is_rest else f"{day.minutes} minutes today"
    said = [f"Stage {day.path.at(day.focus).stage.number} of {len(day.path.stages)}", today]
    if left is not None:
        said.append("the interview is today" if not left else f"{count_words(left, 'day')} to the interview")
    return " · ".join([*said, day.path.at(day.focus).advice])


def _path(progress: "Progress", *, with_bars: bool) -> Table:
    """The stages; where there is no room for bars, their titles come whole."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=1)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    if with_bars:
        table.add_column(width=8)
    table.add_column(width=4, justify="right")
    for one in progress.day.path.stages:
        mark = "▸" if one.stage.level is progress.day.focus else "✓" if one.is_passed and one.done else ""
        cells = [mark, f"{one.stage.number} {one.stage.title}", bar(one.done, 8), f"{one.done:.0%}"]
        table.add_row(*(cells if with_bars else [*cells[:2], cells[3]]))
    return table


def _bars(skills: "tuple[Skill, ...]") -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(width=5, justify="right")
    table.add_column(width=6)
    table.add_column(width=4, justify="right")
    for skill in skills:
        figure = "--" if skill.strength is None else f"{skill.strength:.0%}"
        touched = f"{skill.answered + skill.tried}/{skill.questions + skill.challenges}"
        table.add_row(skill.topic.replace("-", " "), touched, bar(skill.strength, 6), figure)
    return table


def _results(progress: "Progress") -> str:
    if not progress.recent:
        return "None yet. Each drill, submission and interview leaves a report here."
    lines = []
    for record in progress.recent:
        when = record.finished_at.astimezone().strftime("%d %b %H:%M")
        lines.append(f"{when}  {record.share:>4.0%}  {record.kind:<10}  {record.title}")
    return "\n".join(lines)
