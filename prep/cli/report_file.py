"""Writes a report in the format that its file's name ends in; what cannot work is said before any work is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from prep.cli.context import note
from prep.model.errors import StorageError

if TYPE_CHECKING:
    from prep.reports.theme import Theme
    from prep.reports.view import ReportView

SUFFIXES: Final = (".html", ".pdf", ".md", ".txt")


@dataclass(frozen=True)
class ReportFile:
    """Where a report goes, and how it looks."""

    path: Path
    theme: "Theme"

    def write(self, view: "ReportView") -> None:
        """Write the report and say where.

        Raises:
            ContentError: a template or the logo of the theme cannot be used.
            StorageError: the file cannot be written.
        """
        content = self._rendered(view)
        try:
            self.path.write_bytes(content)
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be written: {error.strerror}") from None
        note(f"report: {self.path}")

    def _rendered(self, view: "ReportView") -> bytes:
        from prep.reports import pdf, render

        match self.path.suffix.lower():
            case ".pdf":
                return pdf.render_pdf(view, self.theme)
            case ".md":
                return render.render_markdown(view).encode()
            case ".txt":
                return render.render_text(view).encode()
            case _:
                return render.render_html(view, self.theme).encode()


def report_file(path: Path, roots: Sequence[Path], theme: Path | None = None, paper: str | None = None) -> ReportFile:
    """The file that a report will go to, in the look that was asked for or that of the first content folder with one.

    Raises:
        UsageError: the name ends in no format of ours.
        ContentError: the theme is broken.
        PrepError: it is a PDF, and its extra is not installed.
    """
    from prep.reports import pdf
    from prep.reports.theme import PaperSize, find_theme, load_theme

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise click.UsageError(f"{path}: a report's name ends in {', '.join(SUFFIXES)}")
    look = load_theme(theme) if theme else find_theme(roots)
    if suffix == ".pdf":
        pdf.require_typst()
    return ReportFile(path, replace(look, paper=PaperSize(paper)) if paper else look)
