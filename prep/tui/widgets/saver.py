"""Saves what is typed, soon after the first key, and tells on the editor's border how that went."""

from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea

from prep.model.errors import PrepError
from prep.tui.widgets.notices import Notices

AUTOSAVE_S: Final = 0.5
"""How long a key may wait to be saved."""


class Saver:
    """Belongs to a screen; the text may change under it."""

    def __init__(self, screen: Screen[Any], notices: Notices) -> None:
        self._screen = screen
        self._notices = notices
        self._timer: Timer | None = None
        self._editor: TextArea | None = None
        self._write: Callable[[str], None] = lambda _: None
        self._kept = ""

    def attach(self, editor: TextArea, kept: str, write: Callable[[str], None]) -> None:
        """Save this editor's text from now on.

        Args:
            editor: Whose text is saved.
            kept: What is kept already.
            write: Keeps a text; may raise a `StorageError`.
        """
        self.stop()
        self._editor, self._kept, self._write = editor, kept, write
        editor.border_subtitle = ""  # under a text that nobody touched there is nothing to say

    def detach(self) -> None:
        """Nothing more is to be saved: what was written counts now, and its file is gone."""
        self.stop()
        self._editor = None

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._editor is not None and self._editor.text != self._kept

    def accept(self, text: str) -> None:
        """The file holds this already."""
        self._kept = text

    def soon(self) -> None:
        """Counted from the first key after a save, so that whoever types on and on is saved all the same."""
        if self._timer is None and self.is_pending:
            self._timer = self._screen.set_timer(AUTOSAVE_S, self.now)

    def now(self) -> None:
        """Save at once."""
        self.stop()
        if self._editor is None:
            return
        text = self._editor.text
        if self.do(lambda: self._write(text)):
            self._say("saved")
        self._kept = text

    def do(self, save: Callable[[], None]) -> bool:
        """Save something, and tell if it could not be; returns whether it could."""
        problem = ""
        try:
            save()
        except PrepError as error:
            problem = f"Not saved: {error}"
        self._notices.tell("saving", problem)
        if problem:
            self._say("not saved")
        return not problem

    def _say(self, said: str) -> None:
        if self._editor is not None and self._editor.border_subtitle != said:  # to set it draws the whole editor
            self._editor.border_subtitle = said

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = None
