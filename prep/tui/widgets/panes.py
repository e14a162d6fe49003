"""The editor, and beside it (above it, where the terminal is narrow) the prompt, the public tests and the results."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import TabbedContent, TabPane

from prep.tui.widgets.code_editor import CodeEditor, CodeViewer
from prep.tui.widgets.prompt import Prompt
from prep.tui.widgets.results import Results

_TABS = ("prompt", "public", "results")


class Panes(Container):
    """Two panes, of which one has the focus and may have the whole room."""

    def __init__(self, *, prompt: str, public_tests: str, text: str) -> None:
        super().__init__()
        self._prompt = prompt
        self._public_tests = public_tests
        self.editor = CodeEditor(text)
        self.results = Results()

    def compose(self) -> ComposeResult:
        with TabbedContent():
            with TabPane("Prompt", id="prompt"), VerticalScroll():
                yield Prompt(self._prompt)
            yield TabPane("Public tests", id="public")
            with TabPane("Results", id="results"):
                yield self.results
        yield self.editor

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
        if self.editor.has_focus:
            self._focus_beside()
        else:
            self.editor.focus()
        if self._is_zoomed:
            self._zoom(beside=self.has_class("-zoom-editor"))

    def toggle_zoom(self) -> None:
        """Give the pane with the focus the whole room, or both their share."""
        if self._is_zoomed:
            self.remove_class("-zoom-editor", "-zoom-beside")
        else:
            self._zoom(beside=not self.editor.has_focus)

    def next_tab(self) -> None:
        """Show the next tab; the focus goes with it unless it is in the editor."""
        tabs = self.query_one(TabbedContent)
        self.show(_TABS[(_TABS.index(tabs.active) + 1) % len(_TABS)])

    def show(self, tab: str) -> None:
        """Show a tab, also where the editor has the whole room."""
        self.query_one(TabbedContent).active = tab
        if self.has_class("-zoom-editor"):
            self._zoom(beside=True)
            self.call_after_refresh(self._focus_beside)
        elif not self.editor.has_focus:
            self.call_after_refresh(self._focus_beside)

    @property
    def _is_zoomed(self) -> bool:
        return self.has_class("-zoom-editor") or self.has_class("-zoom-beside")

    def _zoom(self, *, beside: bool) -> None:
        self.set_class(beside, "-zoom-beside")
        self.set_class(not beside, "-zoom-editor")

    def _focus_beside(self) -> None:
        pane = self.query_one(TabbedContent).active_pane
        if pane is not None:
            for widget in pane.query("VerticalScroll, Results, CodeViewer").results():
                widget.focus()
                break
