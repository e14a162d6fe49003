"""Python on screen: highlighted in the app's theme, and in the editor indented as one types."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.text_area import Selection, TextAreaTheme

from prep.tui.base_app import BaseApp
from prep.tui.widgets.sparing_area import SparingArea
from prep.tui.widgets.vim_keys import VimKeys

_LEADING_SPACE = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"^([ \t]*)# ?")
_LIGHT = "light"
_MODE = " · "
"""Between the name of what is edited and the mode of Vim's keys."""

_LEAVES_BLOCK = ("return", "raise", "pass", "break", "continue")


def _legible_light_theme() -> TextAreaTheme:
    """GitHub's light theme, with names of types and constants dark enough to read on its background."""
    theme = TextAreaTheme.get_builtin_theme("github_light")
    assert theme is not None
    brown, green = Style(color="#963800"), Style(color="#0f6b4f")
    darker = {"type": brown, "type.class": brown, "type.builtin": green, "boolean": green, "constant.builtin": green}
    return replace(theme, name=_LIGHT, syntax_styles=theme.syntax_styles | darker)


class CodeViewer(SparingArea):
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
        Binding("ctrl+a", "select_all", "Select all", show=False),
        Binding("ctrl+f", "find", "Find", show=False),
        # terminals send Ctrl+Space as the first of these, some not at all
        Binding("ctrl+@,ctrl+space,ctrl+n", "complete", "Complete", show=False),
        # terminals send Ctrl+/ as one of these
        Binding("ctrl+underscore,ctrl+slash,ctrl+t", "comment", "Comment", show=False),
    ]

    @dataclass
    class Left(Message):
        """The person wants out of the editor: Tab indents here, so that another key must lead out."""

    @dataclass
    class NamesWanted(Message):
        """The person wants to know how the name before the cursor may go on."""

        text: str
        row: int
        column: int

    @dataclass
    class FindWanted(Message):
        """The person looks for something."""

        text: str

    def __init__(self, text: str) -> None:
        super().__init__(text, read_only=False)
        self._vim: VimKeys | None = None
        self._wanted = ""

    def use_vim(self, on: bool) -> None:
        """Vim's keys from now on, or the usual ones."""
        self._vim = VimKeys(self) if on else None
        self._tell_mode()

    def _tell_mode(self) -> None:
        name = str(self.border_title or "").partition(_MODE)[0]
        self.border_title = f"{name}{_MODE}{self._vim.said}" if self._vim else name

    def on_mount(self) -> None:
        if isinstance(self.app, BaseApp):
            self.use_vim(self.app.preferences.vim_keys)

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_complete(self) -> None:
        self.post_message(self.NamesWanted(self.text, *self.cursor_location))

    def action_find(self) -> None:
        self.post_message(self.FindWanted(self.selected_text if "\n" not in self.selected_text else ""))

    def find_next(self, text: str, *, back: bool = False) -> bool:
        """Select the next place where a text occurs, whatever the case, around the end; whether there is any."""
        self._wanted = text
        haystack, needle = self.text.casefold(), text.casefold()
        if not needle or needle not in haystack or len(haystack) != len(self.text):
            return False
        start, end = sorted(self.selection)
        if back:
            found = haystack.rfind(needle, 0, self._index_of(start))
            found = found if found >= 0 else haystack.rfind(needle)
        else:
            found = haystack.find(needle, self._index_of(end))
            found = found if found >= 0 else haystack.find(needle)
        self.selection = Selection(self._location_of(found), self._location_of(found + len(needle)))
        self.scroll_cursor_visible(center=True, animate=False)
        return True

    def find_again(self, *, back: bool) -> bool:
        """The next place of what was looked for last; the cursor stands at its beginning."""
        row, column = min(self.selection)
        self.move_cursor((row, column if back else min(column + 1, len(self.document[row]))))
        found = self.find_next(self._wanted, back=back)
        if found:
            self.move_cursor(min(self.selection))
        return found

    def _index_of(self, location: tuple[int, int]) -> int:
        """How many characters come before a place."""
        row, column = location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column

    def _location_of(self, index: int) -> tuple[int, int]:
        before = self.text[:index]
        return before.count("\n"), index - (before.rfind("\n") + 1)

    def replace_found(self, text: str, by: str) -> bool:
        """Replace what is selected if it is what was looked for, and go to the next; whether it was."""
        if self.selected_text.casefold() != text.casefold() or not text:
            self.find_next(text)
            return False
        self.replace(by, *sorted(self.selection))
        self.find_next(text)
        return True

    def replace_all(self, text: str, by: str) -> int:
        """Replace every place, as one edit that undo takes back; how many there were."""
        if not text:
            return 0
        changed, count = re.subn(re.escape(text), lambda _: by, self.text, flags=re.IGNORECASE)
        if count:
            place = self.cursor_location
            self.replace(changed, (0, 0), self.document.end)
            self.move_cursor(place)
        return count

    def action_dedent(self) -> None:
        """Take one level of indentation from the lines that are selected, or from the cursor's."""
        self._change_lines(self._dedented)

    def _indent(self) -> None:
        self._change_lines(self._indented)

    def _indented(self, line: str) -> str:
        return " " * self.indent_width + line if line.strip() else line

    def shift_lines(self, first: int, last: int, *, back: bool) -> None:
        """Indent these lines by one level, or take one from them."""
        self.selection = Selection((first, 0), (last, len(self.document[last])))
        self._change_lines(self._dedented if back else self._indented)
        self.move_cursor((first, len(_leading_space(str(self.document[first])))))

    def action_comment(self) -> None:
        """Comment the lines out, or all of them in again if each is a comment."""
        first, last = self._rows
        lines = [line for line in self.document.lines[first : last + 1] if line.strip()]
        if not lines:
            return
        if all(line.lstrip().startswith("#") for line in lines):
            self._change_lines(lambda line: _COMMENT.sub(r"\1", line, count=1))
            return
        depth = min(len(_leading_space(line)) for line in lines)
        self._change_lines(lambda line: f"{line[:depth]}# {line[depth:]}" if line.strip() else line)

    @property
    def _rows(self) -> tuple[int, int]:
        """The first and the last line that is selected; one of which only the beginning is selected is not."""
        (first, _), (last, column) = sorted(self.selection)
        return first, last - 1 if last > first and column == 0 else last

    def _dedented(self, line: str) -> str:
        return line[min(self.indent_width, len(_leading_space(line))) :]

    def _change_lines(self, change: Callable[[str], str]) -> None:
        """Change whole lines as one edit; what was selected stays selected."""
        first, last = self._rows
        before = [str(line) for line in self.document.lines[first : last + 1]]
        after = [change(line) for line in before]
        if before == after:
            return
        (start, end), grown = self.selection, [len(new) - len(old) for old, new in zip(before, after, strict=True)]
        self.replace("\n".join(after), (first, 0), (last, len(before[-1])))

        def moved(location: tuple[int, int]) -> tuple[int, int]:
            row, column = location
            inside = first <= row <= last and (column > 0 or start == end)
            return (row, max(0, column + grown[row - first])) if inside else location

        self.selection = Selection(moved(start), moved(end))

    async def _on_key(self, event: events.Key) -> None:
        if self._vim is not None and self._vim.press(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._tell_mode()
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            start, end = self.selection
            self._replace_via_keyboard("\n" + self.indentation_after(min(start, end)), start, end)
        elif event.key == "tab" and self.selected_text:  # which would be replaced by blanks
            event.stop()
            event.prevent_default()
            self._indent()
        elif event.key == "escape":  # which would move the focus to a pane that may be hidden
            event.stop()
            event.prevent_default()
            self.action_leave()
        else:
            await super()._on_key(event)

    def indentation_after(self, location: tuple[int, int]) -> str:
        """What the next line begins with: as the line before, deeper after a colon, shallower after a block's end."""
        before = self.document[location[0]][: location[1]]
        indentation = _leading_space(before)
        words = before.split()
        if words and words[-1].endswith(":"):
            return indentation + " " * self.indent_width
        if words and words[0] in _LEAVES_BLOCK:
            return indentation[: -self.indent_width]
        return indentation


def _leading_space(line: str) -> str:
    found = _LEADING_SPACE.match(line)
    return found.group() if found else ""
