"""Writes the reports of a take-home: one for each candidate, one for each submission's reviewers, one on all."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.assessment.blind import blind_id
from prep.assessment.cohort import cohort_view, together
from prep.assessment.home import TakeHome
from prep.assessment.sittings import review_sheets, similarity_notes, sittings
from prep.model.errors import StorageError
from prep.reports.cohort_csv import render_checks_csv, render_people_csv
from prep.reports.notes import ReviewSheet
from prep.reports.selection import Part, leave_out
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import DEFAULT_THEME, Theme
from prep.reports.view import Audience, ReportView


class Readers(StrEnum):
    """Whom reports are for."""

    CANDIDATES = "candidates"
    REVIEWERS = "reviewers"
    COHORT = "cohort"


class Form(StrEnum):
    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "md"


def write_reports(
    home: TakeHome,
    folder: Path,
    readers: Readers,
    form: Form,
    now: datetime,
    theme: Theme = DEFAULT_THEME,
    left_out: frozenset[Part] = frozenset(),
) -> Iterator[Path]:
    """Write reports into a folder of their own, in the team's look; yields each as soon as it is written.

    `left_out` is what candidates are not given; reviewers see everything.

    Raises:
        StorageError: one cannot be written.
        TamperedError: a result was changed since it was graded.
    """
    hidden = left_out if readers is Readers.CANDIDATES else frozenset()
    for name, body in _files(home, readers, form, now, theme, hidden):
        path = folder / readers / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}; choose another folder") from None
        yield path


def _files(
    home: TakeHome, readers: Readers, form: Form, now: datetime, theme: Theme, left_out: frozenset[Part]
) -> Iterator[tuple[str, bytes]]:
    for name, view in _views(home, readers, now):
        yield f"{name}.{form}", _RENDER[form](leave_out(view, left_out), theme)
    if readers is Readers.COHORT:
        everybody = together(home)
        yield f"{home.id}-checks.csv", render_checks_csv(everybody).encode()
        yield f"{home.id}-people.csv", render_people_csv(everybody).encode()


def _views(home: TakeHome, readers: Readers, now: datetime) -> Iterator[tuple[str, ReportView]]:
    if readers is Readers.COHORT:
        yield home.id, cohort_view(home, now)
        return
    sheets = review_sheets(home)
    notes = similarity_notes(home) if readers is Readers.REVIEWERS else {}
    for submission, sitting in sittings(home):
        sheet = sheets.get(submission.id, ReviewSheet())
        if readers is Readers.CANDIDATES:
            yield submission.code, summarize_sitting(sitting, audience=Audience.CANDIDATE, review=sheet)
        else:
            number = blind_id(home, submission)
            similar = notes.get(submission.code, [])
            yield (
                number,
                summarize_sitting(sitting, audience=Audience.REVIEWER, number=number, similarity=similar, review=sheet),
            )


def _html(view: ReportView, theme: Theme) -> bytes:
    from prep.reports.render import render_html  # noqa: PLC0415 - only where it is asked for

    return render_html(view, theme).encode()


def _pdf(view: ReportView, theme: Theme) -> bytes:
    from prep.reports.pdf import render_pdf  # noqa: PLC0415

    return render_pdf(view, theme)


def _markdown(view: ReportView, theme: Theme) -> bytes:  # noqa: ARG001 - Markdown has no look
    from prep.reports.render import render_markdown  # noqa: PLC0415

    return render_markdown(view).encode()


_RENDER: Final[Mapping[Form, Callable[[ReportView, Theme], bytes]]] = {
    Form.HTML: _html,
    Form.PDF: _pdf,
    Form.MARKDOWN: _markdown,
}
