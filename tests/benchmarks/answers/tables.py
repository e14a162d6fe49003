"""Figures as tables, for a terminal and for the model card."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN = "<!-- figures: written by `python -m tests.benchmarks.answers card` -->"
END = "<!-- end of figures -->"


@dataclass(frozen=True)
class Table:
    """What was measured on something, in rows of as many cells as there are columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_text(table: Table) -> str:
    """With columns as wide as their widest cell."""
    lines = (table.columns, *table.rows)
    widths = [max(len(line[at]) for line in lines) for at in range(len(table.columns))]
    body = "\n".join(
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return f"{table.title}\n{body}"


def as_markdown(table: Table) -> str:
    """A paragraph and a table."""
    lines = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return f"{table.title}:\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write_card(card: Path, tables: Sequence[Table]) -> None:
    """Put the tables in the place of those that the model card holds."""
    before, _, rest = card.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n\n".join(as_markdown(table) for table in tables)
    card.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", "utf-8")
