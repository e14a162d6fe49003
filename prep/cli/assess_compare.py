"""`prep assess compare` and `timeline`: what to look at, and what to ask about."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.model.errors import StorageError
from prep.model.text import count_words, one_line

if TYPE_CHECKING:
    from prep.assessment.decision.compare import Group


@click.command()
@ASSESSMENT
@click.option(
    "--show",
    nargs=3,
    metavar="PART ONE OTHER",
    help="Write two works side by side: two codes, or a code and a file of the challenge.",
)
@click.option("--pairs", is_flag=True, help="List every pair instead of the groups that they make.")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("side-by-side.html"),
    show_default=True,
    help="The file to write, with --show.",
)
@pass_office
def compare(office: Office, file: Path, show: tuple[str, str, str] | None, pairs: bool, target: Path) -> None:
    """Show what has much in common, whatever its names and order: a reason to look, never a finding."""
    from prep.assessment.decision.compare import compare_all, grouped, side_by_side

    home = office.open(file)
    if show is None:
        found = compare_all(home)
        if pairs:
            for one in found:
                click.echo(f"{one.most:4.0%}  {one.code} and {one.other_code or one.other}  {one.part}")
        else:
            for group in grouped(found):
                click.echo(_told(group))
        note(
            f"{count_words(len(found), 'likeness', 'likenesses')} above {home.assessment.similarity_threshold:.0%}: so "
            "much of one work stands in the other, whatever the names, layout and order; "
            f"look at them with `prep assess compare {file} --show PART ONE OTHER` before you conclude anything"
        )
        return
    from prep.assessment.decision.side_by_side import render_side_by_side

    part, one_code, other = show
    _require_challenge(list(home.content.challenges), part)
    left, right = side_by_side(home, part, one_code, other)
    try:
        target.write_text(render_side_by_side(f"{part}: {one_code} beside {other}", left, right), "utf-8")
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}; choose another with --to") from None
    note(f"side by side: {target}")


@click.command()
@ASSESSMENT
@click.argument("code", required=False)
@pass_office
def timeline(office: Office, file: Path, code: str | None) -> None:
    """Show how works came about, by their logs: what to ask about in a conversation, never a finding.

    All works that count, or those of one candidate by CODE.
    """
    from prep.assessment.decision.timeline import NoteKind, notes_of
    from prep.assessment.register.logs import read_log
    from prep.assessment.register.standing import counting_submissions
    from prep.assessment.register.timing import span_words

    home = office.open(file)
    found = [one for one in counting_submissions(home) if code in (None, one.code)]
    if code is not None and not found:
        raise StorageError(f"{one_line(code, 40)!r} handed in nothing that counts; `prep assess status` lists who did")
    for submission in found:
        log = read_log(home, submission)
        limit = timedelta(minutes=home.assessment.time_limit_minutes)
        notes = notes_of(log, limit)
        if not notes:
            click.echo(f"{submission.code}  {'nothing to ask about' if log else 'came without a log'}")
        for told in notes:
            when = "" if told.kind is NoteKind.ELSEWHERE else f"after {span_words(told.after)}: "
            click.echo(f"{submission.code}  {when}{told.text}")
    note(
        "text comes at once from one's own editor as well, and a gap may be lunch: ask, and conclude nothing from this "
        "alone. The clock and the log are those of the candidate's machine"
    )


def _told(group: "Group") -> str:
    known = f", also like {', '.join(group.files)}" if group.files else ""
    return f"{group.likeness_words()} alike  {group.codes_words()}{known}  {group.part}"


def _require_challenge(known: list[str], part: str) -> None:
    from prep.catalog.reader import suggest  # only for a typing error

    if part not in known:
        raise click.UsageError(f"no challenge `{part}` in this assessment; {suggest(part, known) if known else ''}")
