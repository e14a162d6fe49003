"""The plan: the day of an interview, days a week, minutes a day, and what that makes of today."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from prep.model.errors import PrepError
from prep.practice.desk.desk import Desk
from prep.practice.progress.progress import load_progress
from prep.practice.record.planning import change_plan, load_goal
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from prep.practice.progress.day import Day, DayTask

_MOST_DAYS = 7
_MINUTES = range(5, 601)


class PlanScreen(Page):
    """What is typed here is a wish; what it makes of today is shown at once."""

    CSS_PATH = "plan.tcss"
    HELP = """\
Tab, Shift+Tab   from field to field
Enter, F9        keep the plan; today is planned anew
Esc              back

With a date, each stage has its share of the days, and what you know comes
again in time. Without one, stage follows stage as you pass them. What the
plan asks is advice: nothing is ever locked.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f9", "keep", "Keep", key_display="enter", priority=True),
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Static("Your plan", id="title")
        with Horizontal(id="fields"):
            for name, title, example in (
                ("interview", "Day of the interview", "2026-03-31, or empty"),
                ("days", "Days a week", "1 to 7"),
                ("minutes", "Minutes a day", "5 to 600"),
            ):
                field = Input(placeholder=example, id=name)
                field.border_title = title
                yield field
        with VerticalScroll(id="today", can_focus=False):
            yield Static("Reading what you did so far …", id="tasks", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        try:
            goal = load_goal(self._desk)
        except PrepError as error:
            self.query_one("#tasks", Static).update(str(error))
            return
        self.query_one("#interview", Input).value = goal.interview.isoformat() if goal.interview else ""
        self.query_one("#days", Input).value = str(goal.days)
        self.query_one("#minutes", Input).value = str(goal.minutes)
        self._load()

    @work(thread=True, exclusive=True, group="plan")
    def _load(self) -> None:
        try:
            progress = load_progress(self._desk)
            text = day_text(progress.day, self._titles())
        except PrepError as error:
            text = str(error)
        self.app.call_from_thread(self._show, text)

    def _show(self, text: str) -> None:
        if self.is_attached:
            self.query_one("#tasks", Static).update(text)

    def _titles(self) -> dict[str, str]:
        library = self._desk.library
        titles = {name: challenge.spec.title for name, challenge in library.challenges.items()}
        return titles | {name: question.name for name, question in library.questions.items()}

    @on(Input.Submitted)
    def action_keep(self) -> None:
        said = {name: self.query_one(f"#{name}", Input).value.strip() for name in ("interview", "days", "minutes")}
        try:
            interview = date.fromisoformat(said["interview"]) if said["interview"] else None
            days, minutes = int(said["days"]), int(said["minutes"])
        except ValueError:
            self.notify("Write the day as 2026-03-31, and days and minutes as numbers.", title="Not understood")
            return
        if not 1 <= days <= _MOST_DAYS or minutes not in _MINUTES:
            self.notify("From 1 to 7 days a week, and from 5 to 600 minutes a day.", title="Not possible")
            return
        try:
            change_plan(self._desk, interview=interview, forget=interview is None, days=days, minutes=minutes)
        except PrepError as error:
            self.notify(str(error), title="Not kept", severity="error", markup=False)
            return
        self.notify("Today is planned by it.", title="Kept", timeout=3)
        self._load()


def day_text(day: "Day", titles: dict[str, str]) -> str:
    """What the plan asks today, and why."""
    here = day.path.at(day.focus)
    good = ", ".join(f"prep project run {name}" for name in here.stage.projects)
    lines = [f"Stage {here.stage.number}: {here.stage.title}", here.stage.about, f"To pass it: {here.advice}"]
    lines += [f"What good work looks like: {good}", ""]
    if day.is_rest:
        lines.append("Today is a day of rest.")
    elif not day.tasks:
        lines.append("Nothing is left to do today.")
    else:
        lines.append(f"Today, {day.minutes} of {day.goal.minutes} minutes:")
    for task in day.tasks:
        lines.append(f"  {task.minutes:>3} min  {_task_words(task, titles)}")
        lines.append(f"           {task.why}")
    return "\n".join([*lines, *(f"\n{line}" for line in day.advice)])


def _task_words(task: "DayTask", titles: dict[str, str]) -> str:
    names = [titles.get(name, name) for name in (task.challenge, *task.questions) if name]
    return f"{task.kind.value.capitalize()}: {', '.join(names)}"
