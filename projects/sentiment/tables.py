"""Columns of plain text."""

from collections.abc import Iterator, Sequence


def table(rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    """One line a row, two spaces before each column: the first `left` of them to the left, the others to the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if k < left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
