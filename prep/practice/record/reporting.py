"""The reports of finished sittings: listed, found, read, and written in another format."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prep.model.errors import ContentError, PrepError, StorageError
from prep.model.text import one_line
from prep.practice.desk.desk import Desk
from prep.practice.record.recall import recall_sitting
from prep.practice.record.sittings import REPORT_FILE, TEXT_FILE
from prep.reports.view import ReportView
from prep.store.files import read_file, write_file
from prep.store.practice import find_sittings, recent_sittings
from prep.store.records import SittingRecord

LAST: Final = "last"
FORMATS: Final = (".html", ".md", ".pdf", ".txt")
SHORT: Final = 8
"""Characters of an id that are shown; fewer will do if they tell it apart."""


@dataclass(frozen=True, kw_only=True)
class ListedReport:
    """A report in a list."""

    record: SittingRecord
    path: Path

    @property
    def short_id(self) -> str:
        return self.record.uid[:SHORT]


def list_reports(desk: Desk, limit: int = 200) -> list[ListedReport]:
    """The last reports, newest first.

    Raises:
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        records = recent_sittings(connection, limit)
    return [_listed(desk, record) for record in records]


def find_report(desk: Desk, name: str) -> ListedReport:
    """The report whose id begins so, or the last one.

    Raises:
        ContentError: there is none, or more than one.
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        found = recent_sittings(connection, 1) if name == LAST else find_sittings(connection, name)
    if not found:
        raise ContentError(f"no report `{one_line(name, 40)}`; `prep reports` lists them")
    if len(found) > 1:
        ids = ", ".join(f"`{record.uid[: max(SHORT, len(name) + 4)]}`" for record in found)
        raise ContentError(f"several reports begin with `{one_line(name, 40)}`, such as {ids}; give more of the id")
    return _listed(desk, found[0])


def read_report(desk: Desk, report: ListedReport, width: int = 80) -> str:
    """A report as text: set to this width, or as it was written if its content has changed since.

    Raises:
        StorageError: it is gone.
    """
    from prep.reports.terminal import render_text

    try:
        return render_text(_view(desk, report), width)
    except StorageError:
        text = read_file(report.path.with_name(TEXT_FILE))
        if text is None:
            raise StorageError(f"{report.path.parent} holds no report any more") from None
        return text


def render_report(desk: Desk, report: ListedReport, suffix: str) -> bytes:
    """A report in another format: ".html", ".md", ".txt" or ".pdf".

    Raises:
        StorageError: its content has changed since, so that only the written report is left.
        PrepError: there is no such format, or its extra is not installed.
    """
    if suffix == ".html":
        return (read_file(report.path) or _html(desk, report)).encode()
    if suffix == ".txt":
        return read_report(desk, report).encode()
    if suffix == ".md":
        from prep.reports.markdown import render_markdown

        return render_markdown(_view(desk, report)).encode()
    if suffix == ".pdf":
        from prep.reports.pdf import render_pdf

        return render_pdf(_view(desk, report))
    raise PrepError(f"`{one_line(suffix, 10)}` is not a format of reports; end the file's name in {', '.join(FORMATS)}")


def require_page(desk: Desk, report: ListedReport) -> Path:
    """The page of a report, to be opened; written again if it is not there, as after an import.

    Raises:
        StorageError: it is gone, and its content has changed since.
    """
    if not report.path.is_file():
        write_file(report.path, _html(desk, report))
    return report.path


def _html(desk: Desk, report: ListedReport) -> str:
    from prep.reports.render import render_html

    return render_html(_view(desk, report))


def _view(desk: Desk, report: ListedReport) -> ReportView:
    from prep.reports.summarize import summarize_sitting

    return summarize_sitting(recall_sitting(desk.notebook, desk.library, report.record))


def _listed(desk: Desk, record: SittingRecord) -> ListedReport:
    return ListedReport(record=record, path=desk.data / record.folder / REPORT_FILE)
