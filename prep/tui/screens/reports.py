"""Reports: listed, read, opened in the browser, printed, saved."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from prep.model.errors import PrepError, StorageError
from prep.practice.desk.browser import open_in_browser
from prep.practice.desk.desk import Desk
from prep.practice.record.reporting import LAST, ListedReport, list_reports, read_report, render_report, require_page
from prep.tui.screens.ask import AskScreen
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar

_LEAST_WIDTH = 40


class ReportsScreen(Page):
    """The list beside the report that is highlighted."""

    CSS_PATH = "reports.tcss"
    HELP = """\
↑ ↓         choose a report; it is shown at once
Enter, F2   into the report, to scroll; and back
F3          the report in the whole room, and back
o           open it in the browser
p           print: write it as PDF and open that
s           save it as HTML, Markdown, text or PDF, by the end of the name
Esc         back

Every submission, drill and interview leaves a report.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "Browser"),
        Binding("p", "print", "Print"),
        Binding("s", "save", "Save as"),
        Binding("f2", "switch", "Pane"),
        Binding("f3", "zoom", "Zoom"),
        Binding("escape", "back", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Listed(Message):
        reports: list[ListedReport]
        problem: str = ""

    @dataclass
    class Read(Message):
        uid: str
        text: str

    @dataclass
    class Done(Message):
        title: str
        text: str
        failed: bool = False

    def __init__(self, desk: Desk, chosen: str = LAST) -> None:
        super().__init__()
        self._desk = desk
        self._chosen = chosen
        self._reports: dict[str, ListedReport] = {}

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("Reports", id="title")
        with Horizontal(id="body"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="page"):
                yield Static("Reading your reports …", id="text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self._load()

    @work(thread=True, exclusive=True, group="list")
    def _load(self) -> None:
        try:
            self.post_message(self.Listed(list_reports(self._desk)))
        except PrepError as error:
            self.post_message(self.Listed([], str(error)))

    @on(Listed)
    def _fill(self, message: Listed) -> None:
        self._reports = {report.record.uid: report for report in message.reports}
        if not self._reports:
            empty = "There are no reports yet. Every submission, drill and interview leaves one here."
            self.query_one("#text", Static).update(message.problem or empty)
            self.refresh_bindings()
            return
        listing = self.query_one(OptionList)
        listing.add_options(Option(_row(report), id=uid) for uid, report in self._reports.items())
        listing.highlighted = list(self._reports).index(self._chosen) if self._chosen in self._reports else 0
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return bool(self._reports) or action not in ("open", "print", "save", "switch", "zoom")

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        if report := self._reports.get(event.option.id or ""):
            self.call_after_refresh(self._read_to_width, report)

    def on_resize(self) -> None:
        if report := self._current:
            self.call_after_refresh(self._read_to_width, report)

    def _read_to_width(self, report: ListedReport) -> None:
        """Once the page is laid out, and has a width."""
        self._read(report, self.query_one("#page").content_size.width - 1)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, report: ListedReport, width: int) -> None:
        try:
            text = read_report(self._desk, report, max(_LEAST_WIDTH, width))
        except PrepError as error:
            text = str(error)
        self.post_message(self.Read(report.record.uid, text))

    @on(Read)
    def _show_text(self, message: Read) -> None:
        if self._current and self._current.record.uid == message.uid:
            self.query_one("#text", Static).update(message.text)
            self.query_one("#page").scroll_home(animate=False)

    @property
    def _current(self) -> ListedReport | None:
        option = self.query_one(OptionList).highlighted_option
        return self._reports.get(option.id or "") if option else None

    @on(OptionList.OptionSelected)
    def action_switch(self) -> None:
        listing, page = self.query_one(OptionList), self.query_one("#page")
        (page if listing.has_focus else listing).focus()

    def action_zoom(self) -> None:
        zoomed = not self.has_class("-zoomed")
        self.set_class(zoomed, "-zoomed")
        (self.query_one("#page") if zoomed else self.query_one(OptionList)).focus()
        self.call_after_refresh(self.on_resize)

    def action_back(self) -> None:
        if self.has_class("-zoomed"):
            self.action_zoom()
        else:
            self.dismiss()

    @work(thread=True, group="browser")
    def action_open(self) -> None:
        report = self._current
        if report is None:
            return
        try:
            page = require_page(self._desk, report)
        except PrepError as error:
            self.post_message(self.Done("It cannot be opened", str(error), failed=True))
            return
        if not open_in_browser(page):
            self.post_message(self.Done("There is no browser to open here", f"The report lies in {page}"))

    @work(thread=True, group="browser")
    def action_print(self) -> None:
        report = self._current
        if report is None:
            return
        try:
            path = report.path.with_suffix(".pdf")
            _write(path, render_report(self._desk, report, ".pdf"))
        except PrepError as error:
            self.post_message(self.Done("No PDF", f"{error}; the browser (o) prints the page, too", failed=True))
            return
        opened = open_in_browser(path)
        self.post_message(self.Done("Ready to print", f"{'Opened: ' if opened else ''}{path}"))

    def action_save(self) -> None:
        report = self._current
        if report is None:
            return
        day = report.record.finished_at.astimezone().strftime("%Y-%m-%d")
        suggestion = str(Path.cwd() / f"{report.record.kind}-{day}.pdf")
        question = "Save as .html, .md, .txt or .pdf"

        def save(name: str | None) -> None:
            if name:
                self._save(report, name)

        self.app.push_screen(AskScreen(question, suggestion), save)

    @work(thread=True, group="save")
    def _save(self, report: ListedReport, name: str) -> None:
        path = Path(name).expanduser()
        try:
            _write(path, render_report(self._desk, report, path.suffix.casefold()))
        except PrepError as error:
            self.post_message(self.Done("Not saved", str(error), failed=True))
        else:
            self.post_message(self.Done("Saved", str(path)))

    @on(Done)
    def _tell(self, message: Done) -> None:
        severity: SeverityLevel = "error" if message.failed else "information"
        self.app.notify(message.text, title=message.title, markup=False, timeout=12, severity=severity)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None


def _row(report: ListedReport) -> str:
    record = report.record
    when = record.finished_at.astimezone().strftime("%d %b %Y %H:%M")
    return f"{when}  {record.share:>4.0%}\n  {record.title}"
