"""Colours of an editor's text, found for the lines that are drawn: to find all of them takes longer than a key may."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

_ROWS: Final = 16
"""Are looked up at once, beside those that are shown."""

Colour = tuple[int, int | None, str]
"""From a column, to another or the end of the line, and what stands there; columns count bytes."""


class Colours(defaultdict[int, list[Colour]]):
    """By row; the first that is asked for brings its neighbours."""

    def __init__(self, find: "Callable[[range], Mapping[str, Sequence[Node]]]", shown: Callable[[], range]) -> None:
        """Begin with none.

        Args:
            find: The nodes of the syntax tree that reach into these rows, by what they are.
            shown: The rows on the screen, which are looked up together.
        """
        super().__init__(list)
        self._find = find
        self._shown = shown

    def __bool__(self) -> bool:
        """Also before the first row was asked for: a text area looks up nothing where there is nothing."""
        return True

    def __missing__(self, row: int) -> list[Colour]:
        rows = self._shown()
        if row not in rows or any(one in self for one in rows):
            first = row - row % _ROWS
            rows = range(first, first + _ROWS)
        self.update({one: [] for one in rows})
        for name, nodes in self._find(rows).items():
            for node in sorted(nodes, key=_extent):  # they come in no order, and another one looks like a change
                self._add(name, node, rows)
        return self[row]

    def _add(self, name: str, node: "Node", rows: range) -> None:
        """A docstring may hold many rows; those beyond these come with their own neighbours."""
        (top, left), (bottom, right) = node.start_point, node.end_point
        for row in range(max(top, rows.start), min(bottom + 1, rows.stop)):
            self[row].append((left if row == top else 0, right if row == bottom else None, name))


def _extent(node: "Node") -> tuple[int, int]:
    return node.start_byte, node.end_byte
