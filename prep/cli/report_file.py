"""Writes a report in the format that its file's name ends in."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from prep.cli.context import note
from prep.model.errors import StorageError

if TYPE_CHECKING:
    from prep.reports.view import ReportView

SUFFIXES: Final = (".html", ".pdf", ".md", ".txt")


def report_suffix(path: Path) -> str:
    """The format that a file's name asks for.

    Raises:
        UsageError: it is none of ours; said before any work is done for it.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise click.UsageError(f"{path}: a report's name ends in {', '.join(SUFFIXES)}")
    return suffix


def write_report(view: "ReportView", path: Path, theme_file: Path | None = None, paper: str | None = None) -> None:
    """Write the report and say where.

    Raises:
        ContentError: the theme is broken.
        PrepError: a PDF was asked for and its extra is not installed.
        StorageError: it cannot be written.
    """
    from dataclasses import replace  # noqa: PLC0415 - only where it is asked for

    from prep.reports import pdf, render, theme  # noqa: PLC0415

    look = theme.load_theme(theme_file) if theme_file else theme.DEFAULT_THEME
    if paper:
        look = replace(look, paper=theme.Paper(paper))
    content = {
        ".html": lambda: render.render_html(view, look).encode(),
        ".pdf": lambda: pdf.render_pdf(view, look),
        ".md": lambda: render.render_markdown(view).encode(),
        ".txt": lambda: render.render_text(view).encode(),
    }[report_suffix(path)]()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None
    note(f"report: {path}")
