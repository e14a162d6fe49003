"""Writes the reports of a take-home: one for each candidate, one for each submission's reviewers, one on all."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.assessment.decision.blind import blind_id
from prep.assessment.decision.cohort import cohort_view, together
from prep.assessment.decision.signed_result import ResultClaim, sign_claim
from prep.assessment.decision.sittings import mask_of, review_sheets, similarity_notes, sittings
from prep.assessment.packs.kept_work import unpack_work
from prep.assessment.register.standing import StoredSubmission
from prep.assessment.register.whole import Register
from prep.model.errors import StorageError
from prep.model.report_part import ReportPart
from prep.model.sitting import Sitting
from prep.model.text import one_line, visible
from prep.reports.cohort_csv import render_checks_csv, render_people_csv
from prep.reports.inline import plain
from prep.reports.notes import ReviewSheet, SignedResult
from prep.reports.review_sections import form_section
from prep.reports.selection import leave_out
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import DEFAULT_THEME, Theme
from prep.reports.view import Audience, Block, Prose, Quote, ReportView, Section
from prep.store.folders import make_private


class Readers(StrEnum):
    """Whom reports are for."""

    CANDIDATES = "candidates"
    REVIEWERS = "reviewers"
    COHORT = "cohort"


class ReportForm(StrEnum):
    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "md"


def write_reports(
    register: Register,
    folder: Path,
    readers: Readers,
    form: ReportForm,
    now: datetime,
    theme: Theme = DEFAULT_THEME,
    left_out: frozenset[ReportPart] = frozenset(),
) -> Iterator[Path]:
    """Write reports into a folder of their own, in the team's look; yields each as soon as it is written.

    Args:
        register: read with its contents.
        left_out: what candidates are not given, beside what the assessment itself says of each audience.

    Raises:
        StorageError: one cannot be written.
        TamperedError: a result was changed since it was graded.
    """
    wishes = register.home.assessment.reports
    hidden = {
        Readers.CANDIDATES: left_out | {*wishes.candidates_without},
        Readers.REVIEWERS: frozenset(wishes.reviewers_without),
        Readers.COHORT: frozenset[ReportPart](),
    }[readers]
    for name, body in _files(register, readers, form, now, theme, hidden):
        path = folder / readers / name
        try:
            make_private(path.parent)
            path.write_bytes(body)
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}; choose another folder") from None
        yield path


def _files(
    register: Register, readers: Readers, form: ReportForm, now: datetime, theme: Theme, left_out: frozenset[ReportPart]
) -> Iterator[tuple[str, bytes]]:
    for name, view in _views(register, readers, now, left_out):
        yield f"{name}.{form}", _RENDER[form](leave_out(view, left_out), theme)
    if readers is Readers.COHORT:
        everybody, home = together(register), register.home
        yield f"{home.id}-checks.csv", render_checks_csv(everybody).encode()
        yield f"{home.id}-people.csv", render_people_csv(everybody).encode()


def _views(
    register: Register, readers: Readers, now: datetime, left_out: frozenset[ReportPart]
) -> Iterator[tuple[str, ReportView]]:
    home = register.home
    if readers is Readers.COHORT:
        yield home.id, cohort_view(register)
        return
    sheets = review_sheets(register)
    notes = similarity_notes(register) if readers is Readers.REVIEWERS else {}
    for submission, sitting in sittings(register, is_blind=readers is Readers.REVIEWERS, now=now):
        sheet = sheets.get(submission.id, ReviewSheet())
        if readers is Readers.CANDIDATES:
            named = ReportPart.NAMES not in left_out
            signed = _signed(register, submission, sitting, named=named)
            yield (
                submission.code,
                summarize_sitting(sitting, number=submission.code, review=sheet, signed=signed, named=named),
            )
        elif home.content.rubric is not None and not sheet.marks:
            yield blind_id(home, submission), _to_read(register, submission, sheet)
        else:
            number = blind_id(home, submission)
            similar = notes.get(submission.code, [])
            yield (
                number,
                summarize_sitting(sitting, audience=Audience.REVIEWER, number=number, similarity=similar, review=sheet),
            )


def claim_of(register: Register, submission: StoredSubmission, sitting: Sitting, *, named: bool) -> ResultClaim:
    """What is signed of a result."""
    interval, name = sitting.interval, register.names.get(submission.code, "")
    return ResultClaim(
        assessment=register.home.id,
        title=register.home.assessment.title,
        person=(name if named else "") or submission.code,
        share=interval.share,
        low=interval.low,
        high=interval.high,
        is_final=sitting.overall is None or sitting.overall.is_final,
        handed_in=submission.handed_in_at.astimezone(UTC).date(),
    )


def _signed(register: Register, submission: StoredSubmission, sitting: Sitting, *, named: bool) -> SignedResult:
    key = register.home.key
    return SignedResult(text=sign_claim(claim_of(register, submission, sitting, named=named), key), key=key.fingerprint)


def _to_read(register: Register, submission: StoredSubmission, sheet: ReviewSheet) -> ReportView:
    """Before all reviewers are done: what was handed in and the rubric, no result of any test."""
    mask = mask_of(register, submission)
    blocks: list[Block] = [Prose(text=plain("What the tests say follows when all reviewers have marked."), small=True)]
    for part, work in sorted(register.works[submission.id].items()):
        for name, body in unpack_work(register.contents[work.work]).files.items():
            text = visible(mask.text(body.decode("utf-8", "backslashreplace")), 200_000)
            label = f"{register.home.content.title(part)}: {one_line(mask.text(name), 60)}"
            blocks.append(Quote(label=label, text=text, code=part in register.home.content.challenges))
    return ReportView(
        title=f"{register.home.assessment.title}: submission {blind_id(register.home, submission)}",
        subtitle="Assessment, for review",
        facts=(),
        audience=Audience.REVIEWER,
        made_at=submission.handed_in_at,
        sections=(
            Section(id="work", title="What was handed in", level=2, blocks=tuple(blocks)),
            form_section(sheet.rubric),
        ),
    )


def _html(view: ReportView, theme: Theme) -> bytes:
    from prep.reports.render import render_html

    return render_html(view, theme).encode()


def _pdf(view: ReportView, theme: Theme) -> bytes:
    from prep.reports.pdf import render_pdf

    return render_pdf(view, theme)


def _markdown(view: ReportView, theme: Theme) -> bytes:  # noqa: ARG001 - Markdown has no look
    from prep.reports.render import render_markdown

    return render_markdown(view).encode()


_RENDER: Final[Mapping[ReportForm, Callable[[ReportView, Theme], bytes]]] = {
    ReportForm.HTML: _html,
    ReportForm.PDF: _pdf,
    ReportForm.MARKDOWN: _markdown,
}
