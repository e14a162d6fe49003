"""The editor, and beside it (above it, where the terminal is narrow) the prompt, the public tests and the results."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import TabbedContent, TabPane

from prep.practice.desk.completion import Completion
from prep.tui.widgets.code_editor import CodeEditor, CodeViewer
from prep.tui.widgets.find_bar import FindBar
from prep.tui.widgets.names import Names
from prep.tui.widgets.prompt import Prompt
from prep.tui.widgets.results import Results
from prep.tui.widgets.trial_pane import TrialPane

Complete = Callable[[str, int, int], list[Completion]]
"""Names that fit a text at a row and a column."""

_TABS = ("prompt", "public", "results", "try")


class Panes(Container):
    """Two panes, of which one has the focus and may have the whole room."""

    @dataclass
    class NamesFound(Message):
        """Names that fit where the cursor stood."""

        found: list[Completion]

    def __init__(
        self, *, prompt: str, public_tests: str, text: str, complete: Complete | None = None, can_try: bool = False
    ) -> None:
        super().__init__()
        self._prompt = prompt
        self._public_tests = public_tests
        self.editor = CodeEditor(text)
        self.results = Results()
        self.trial = TrialPane()
        self._can_try = can_try
        self._find_bar = FindBar(self.editor)
        self._names = Names(self.editor)
        self._complete = complete

    def compose(self) -> ComposeResult:
        with TabbedContent():
            with TabPane("Prompt", id="prompt"), VerticalScroll():
                yield Prompt(self._prompt)
            yield TabPane("Public tests", id="public")
            with TabPane("Results", id="results"):
                yield self.results
            if self._can_try:
                with TabPane("Try it", id="try"):
                    yield self.trial
        with Vertical(id="code"):
            yield self.editor
            yield self._find_bar
            yield self._names

    @on(CodeEditor.NamesWanted)
    def _look_up(self, message: CodeEditor.NamesWanted) -> None:
        complete = self._complete
        if complete is None:
            self.notify("Names are not completed here.", timeout=2)
            return

        def look() -> None:
            self.post_message(self.NamesFound(complete(message.text, message.row, message.column)))

        self.run_worker(look, thread=True, exclusive=True, group="names")

    @on(NamesFound)
    def _offer(self, message: NamesFound) -> None:
        self._names.offer(message.found)

    @on(CodeEditor.FindWanted)
    def _find(self, message: CodeEditor.FindWanted) -> None:
        self._find_bar.open(message.text)

    @on(CodeEditor.Left)
    def _leave_editor(self) -> None:
        """Both panes come back first, so that there is somewhere to go."""
        if not self.unzoom():
            self._focus_beside("VerticalScroll, Results, CodeViewer")  # no other line to type in

    @on(TrialPane.Left)
    def _leave_trial(self) -> None:
        self.unzoom()
        self.editor.focus()

    @on(TabbedContent.TabActivated)
    async def _show_public_tests(self) -> None:
        """Only once they are wanted: highlighting takes a while."""
        pane = self.query_one("#public", TabPane)
        if self.query_one(TabbedContent).active == "public" and not pane.query(CodeViewer):
            await pane.mount(CodeViewer(self._public_tests))

    def on_mount(self) -> None:
        self.editor.focus()

    def switch(self) -> None:
        """Move the focus to the other pane; what was zoomed changes with it."""
        if self._is_in_editor:
            self._focus_beside()
        else:
            self.editor.focus()
        if self._is_zoomed:
            self._zoom(beside=self.has_class("-zoom-editor"))

    def toggle_zoom(self) -> None:
        """Give the pane with the focus the whole room, or both their share."""
        if not self.unzoom():
            self._zoom(beside=not self._is_in_editor)

    def unzoom(self) -> bool:
        """Give both panes their share again; whether one had the whole room."""
        was_zoomed = self._is_zoomed
        self.remove_class("-zoom-editor", "-zoom-beside")
        return was_zoomed

    def open_trial(self) -> None:
        """Where something is typed to try the text on."""
        self.show("try")
        self.call_after_refresh(self._focus_beside)

    def next_tab(self) -> None:
        """Show the next tab; the focus goes with it unless it is in the editor."""
        tabs = self.query_one(TabbedContent)
        names = _TABS if self._can_try else _TABS[:-1]
        self.show(names[(names.index(tabs.active) + 1) % len(names)])

    def show(self, tab: str) -> None:
        """Show a tab, also where the editor has the whole room."""
        self.query_one(TabbedContent).active = tab
        if self.has_class("-zoom-editor"):
            self._zoom(beside=True)
            self.call_after_refresh(self._focus_beside)
        elif not self._is_in_editor:
            self.call_after_refresh(self._focus_beside)

    @property
    def _is_in_editor(self) -> bool:
        return self.query_one("#code").has_focus_within

    @property
    def _is_zoomed(self) -> bool:
        return self.has_class("-zoom-editor") or self.has_class("-zoom-beside")

    def _zoom(self, *, beside: bool) -> None:
        self.set_class(beside, "-zoom-beside")
        self.set_class(not beside, "-zoom-editor")

    def _focus_beside(self, kinds: str = "Input, VerticalScroll, Results, CodeViewer") -> None:
        pane = self.query_one(TabbedContent).active_pane
        if pane is not None:
            for widget in pane.query(kinds).results():
                widget.focus()
                break
