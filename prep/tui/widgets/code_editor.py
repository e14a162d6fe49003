"""Python on screen: highlighted in the app's theme, and in the editor indented as one types."""

import re
from dataclasses import replace
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

_LEADING_SPACE = re.compile(r"[ \t]*")
_LIGHT = "light"
_LEAVES_BLOCK = ("return", "raise", "pass", "break", "continue")


def _legible_light_theme() -> TextAreaTheme:
    """GitHub's light theme, with names of types and constants dark enough to read on its background."""
    theme = TextAreaTheme.get_builtin_theme("github_light")
    assert theme is not None
    brown, green = Style(color="#963800"), Style(color="#0f6b4f")
    darker = {"type": brown, "type.class": brown, "type.builtin": green, "boolean": green, "constant.builtin": green}
    return replace(theme, name=_LIGHT, syntax_styles=theme.syntax_styles | darker)


class CodeViewer(TextArea):
    """Python to read."""

    def __init__(self, text: str, *, read_only: bool = True) -> None:
        super().__init__(
            text,
            read_only=read_only,
            tab_behavior="focus" if read_only else "indent",
            show_line_numbers=not read_only,
            show_cursor=not read_only,
            highlight_cursor_line=not read_only,
            soft_wrap=False,
        )

    def on_mount(self) -> None:
        self._follow_theme()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._follow_theme())
        self.call_after_refresh(self._highlight)

    def _highlight(self) -> None:
        """Once the text is on screen: to prepare it takes longer than to draw everything else."""
        selection, scrolled = self.selection, self.scroll_offset
        self.language = "python"
        self.selection = selection
        self.scroll_to(*scrolled, animate=False)

    def _follow_theme(self) -> None:
        if self.app.current_theme.dark:
            self.theme = "vscode_dark"
        else:
            self.register_theme(_legible_light_theme())
            self.theme = _LIGHT


class CodeEditor(CodeViewer):
    """A text area that Python is pleasant to write in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("shift+tab", "dedent", "Dedent", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(text, read_only=False)

    def action_leave(self) -> None:
        """Tab indents here, so another key must lead out."""
        self.screen.focus_previous()

    def action_dedent(self) -> None:
        """Take one level of indentation from the cursor's line."""
        row, column = self.cursor_location
        spaces = _LEADING_SPACE.match(self.document[row])
        width = min(self.indent_width, len(spaces.group()) if spaces else 0)
        self.delete((row, 0), (row, width))
        self.move_cursor((row, max(0, column - width)))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            start, end = self.selection
            self._replace_via_keyboard("\n" + self._indentation_after(min(start, end)), start, end)
        elif event.key != "escape":  # which has a binding
            await super()._on_key(event)

    def _indentation_after(self, location: tuple[int, int]) -> str:
        """What the next line begins with: as the line before, deeper after a colon, shallower after a block's end."""
        before = self.document[location[0]][: location[1]]
        spaces = _LEADING_SPACE.match(before)
        indentation = spaces.group() if spaces else ""
        words = before.split()
        if words and words[-1].endswith(":"):
            return indentation + " " * self.indent_width
        if words and words[0] in _LEAVES_BLOCK:
            return indentation[: -self.indent_width]
        return indentation
