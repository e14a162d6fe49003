"""A text area for code that draws again only the lines that look otherwise: Textual's draws all of them at each key."""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from prep.tui.widgets.colours import Colours

if TYPE_CHECKING:
    from tree_sitter import Node

_STEP: Final = 16
"""Columns by which the room for the longest line grows: each change of that room lays out the whole screen anew."""


class SparingArea(TextArea):
    """Lines are not wrapped, and coloured when they are drawn."""

    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)
    """As in a text area, but that `_watch_selection` says what is to be drawn."""

    @cached_property
    def _looks_drawn(self) -> dict[int, Hashable]:
        """How each line of the screen looked when it was drawn last."""
        return {}

    def _build_highlight_map(self) -> None:
        """After each change: forget all colours, and find those again that are drawn."""
        self._line_cache.clear()
        self._highlights = Colours(self._nodes_in, self._rows_shown)
        self._refresh_changed()

    def _nodes_in(self, rows: range) -> "Mapping[str, Sequence[Node]]":
        """In the order of the query, whichever comes first in these rows: of two names for a word the later holds."""
        query = self._highlight_query
        if query is None:
            return {}
        found = self.document.query_syntax_tree(query, (rows.start, 0), (rows.stop, 0))
        names = (query.capture_name(number) for number in range(query.capture_count))
        return {name: found[name] for name in names if name in found}

    def _rows_shown(self) -> range:
        """The rows of the text that are on the screen."""
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, self.document.line_count))

    def render_line(self, y: int) -> Strip:
        self._looks_drawn[y] = self._look(y + self.scroll_offset.y)
        return super().render_line(y)

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        self._refresh_changed()

    def _refresh_changed(self) -> None:
        """What scrolls, is resized or gets another theme is drawn whole by Textual."""
        for row in self._rows_shown():
            if self._looks_drawn.get(row - self.scroll_offset.y) != self._look(row):
                self.refresh_lines(row)

    def _look(self, row: int) -> Hashable:
        """All that may change how a row looks, but for what draws the whole area anew."""
        if row >= self.document.line_count:
            return None
        (top, left), (bottom, right) = sorted(self.selection)
        at = self.selection.end
        bracket = self._matching_bracket_location
        return (
            row,
            self.gutter_width,
            self.document[row],
            tuple(self._highlights[row]) if self._highlights else (),
            (left if row == top else 0, right if row == bottom else None) if top <= row <= bottom else None,
            at if at[0] == row else None,
            bracket if bracket and row in (bracket[0], at[0]) else None,
        )

    def _refresh_size(self) -> None:
        width, height = self.document.get_size(self.indent_width)
        wanted = width + self.gutter_width + 1  # the cursor may stand behind the last character
        room = self.scrollable_content_region.width
        rounded = -(-wanted // _STEP) * _STEP
        if wanted <= room:  # and no scroll bar for what only rounding made wider, also beside one that is yet to come
            rounded = max(wanted, min(rounded, room - self.styles.scrollbar_size_vertical))
        self.virtual_size = Size(rounded, height)
        self._refresh_scrollbars()
