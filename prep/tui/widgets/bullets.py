"""A list whose entries stay apart where they wrap."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text


def bullets(entries: Iterable[str]) -> Table:
    """Each begins at a sign of its own; its further lines stand below its first."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for entry in entries:
        table.add_row("·", Text(entry))
    return table
