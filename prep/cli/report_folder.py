"""Writes the reports of a class into a folder: a page each, all of them in one PDF, and a sheet on everybody."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prep.cli.context import note
from prep.model.errors import PrepError, StorageError
from prep.model.sitting import CodeItem, Sitting, SittingKind
from prep.model.text import one_line
from prep.reports.foreign import file_name

if TYPE_CHECKING:
    from prep.model.report_part import ReportPart
    from prep.reports.theme import Theme

ALL: Final = "all.pdf"
SHEET: Final = "class.html"
KEY: Final = "who.csv"
"""Which number is whose, where names are left out: for whoever handed the task out, and nobody else."""

_UNSAFE: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class ReportFolder:
    """Where the reports go, how they look, and what is left out of them."""

    path: Path
    theme: "Theme"
    left_out: "frozenset[ReportPart]"

    def write(self, items: Sequence[CodeItem]) -> None:
        """Write everything and say where.

        Raises:
            ContentError: a template or the logo of the theme cannot be used.
            StorageError: a file cannot be written.
        """
        from prep.model.report_part import ReportPart
        from prep.reports import pdf, render
        from prep.reports.class_sheet import summarize_class
        from prep.reports.selection import leave_out
        from prep.reports.summarize import summarize_sitting

        names = unique_names([item.submission.name for item in items])
        sittings = [_sitting(item, name) for item, name in zip(items, names, strict=True)]
        named = ReportPart.NAMES not in self.left_out
        numbers = [f"{number:03}" for number in range(1, len(names) + 1)]
        views = [
            leave_out(summarize_sitting(sitting, number=number, named=named), self.left_out)
            for sitting, number in zip(sittings, numbers, strict=True)
        ]
        if not named:
            self._write(KEY, render_key(numbers, [item.submission.name for item in items]).encode())
            sittings = [replace(one, person=number) for one, number in zip(sittings, numbers, strict=True)]
            names = numbers
        for name, view in zip(names, views, strict=True):
            self._write(f"{name}.html", render.render_html(view, self.theme).encode())
        self._write(SHEET, render.render_html(summarize_class(sittings), self.theme).encode())
        try:
            pdf.require_typst()
        except PrepError as error:
            note(f"prep: {ALL} was left out: {error}")
        else:
            self._write(ALL, pdf.render_pdf_of_many(views, self.theme))
        note(f"reports: {len(views)} in {self.path}, everybody in {SHEET}")

    def _write(self, name: str, content: bytes) -> None:
        path = self.path / name
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise StorageError(f"{path}: cannot be written: {error.strerror}; choose another folder") from None


def report_folder(
    path: Path, roots: Sequence[Path], theme: Path | None, paper: str | None, left_out: "frozenset[ReportPart]"
) -> ReportFolder:
    """The folder that reports will go to; what cannot work is said before anything is graded.

    Raises:
        ContentError: the theme is broken.
        StorageError: there is a file of that name.
    """
    from prep.reports.theme import PaperSize, find_theme, load_theme

    if path.is_file():
        raise StorageError(f"{path} is a file; name a folder for the reports of several submissions")
    look = load_theme(theme) if theme else find_theme(roots)
    return ReportFolder(path, replace(look, paper=PaperSize(paper)) if paper else look, left_out)


def unique_names(paths: Sequence[str]) -> list[str]:
    """A file name for each path, from its last part; alike ones, and those of our own files, are numbered."""
    taken = {Path(ALL).stem, Path(SHEET).stem}
    names = []
    for path in paths:
        last = Path(path)
        stem = (
            _UNSAFE.sub("-", last.stem if last.name != "solution.py" else last.parent.name).strip("-.") or "submission"
        )
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def render_key(numbers: Sequence[str], names: Sequence[str]) -> str:
    """A table of two columns, in which no name is taken for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("number", "submission"))
    for number, name in zip(numbers, names, strict=True):
        shown = one_line(file_name(name), 200)
        writer.writerow((number, f"'{shown}" if shown.startswith(("=", "+", "-", "@")) else shown))
    return stream.getvalue()


def _sitting(item: CodeItem, name: str) -> Sitting:
    begun = item.result.started_at
    return Sitting(
        kind=SittingKind.CHALLENGE,
        title=item.challenge.spec.title,
        person=name,
        started_at=begun,
        finished_at=begun + timedelta(seconds=round(item.result.time_s, 3)),
        items=(item,),
    )
